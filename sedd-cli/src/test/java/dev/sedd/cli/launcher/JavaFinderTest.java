package dev.sedd.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several Java installations the launcher picks. */
class JavaFinderTest {
    @TempDir
    Path folder;

    private Path running;

    @BeforeEach
    void runOnAnOldJava() throws IOException {
        running = home("running", "17.0.15", "java.base");
    }

    @Test
    void takesTheRunningJavaFirst() throws IOException {
        Path newer = home("running25", "25.0.3", "java.base jdk.incubator.vector");
        Path other = home("other", "26", "java.base jdk.incubator.vector");
        JavaFinder finder = new JavaFinder(Map.of("JAVA_HOME", other.toString()), newer.toFile(), folder.toFile());
        assertThat(finder.find(25).executable())
                .isEqualTo(newer.resolve("bin/java").toFile());
    }

    @Test
    void prefersJavaHomeToOtherVariablesAndThoseToPath() throws IOException {
        String first = home("a", "25", null).toString();
        String second = home("b", "26", null).toString();
        String third = home("c", "27", null).toString();
        assertThat(found(Map.of("JAVA_HOME", first, "JAVA_HOME_26_X64", second, "PATH", third + "/bin")))
                .startsWith(first);
        assertThat(found(Map.of("JAVA_HOME", running.toString(), "JAVA_HOME_26_X64", second, "PATH", third + "/bin")))
                .startsWith(second);
        assertThat(found(Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xmx1g", "PATH", "/nowhere" + File.pathSeparator + third + "/bin")))
                .startsWith(third);
    }

    @Test
    void takesTheNewestOfTheUsualPlaces() throws IOException {
        home("places/jdk-25", "25.0.3", null);
        Path newest = home("places/jdk-26", "26-ea", null);
        home("places/jdk-17", "17.0.1", null);
        home("places/other-27", "27", null);
        Files.createDirectories(folder.resolve("places/jdk-empty"));
        assertThat(found(Map.of(), folder + "/absent/*", folder + "/places/jdk*"))
                .startsWith(newest.toString());
    }

    @Test
    void expandsTheUsersHomeAndFoldersBehindTheStar() throws IOException {
        Path mac = home("Library/x-25/Contents/Home", "25", null);
        assertThat(found(Map.of(), "~/Library/*/Contents/Home")).startsWith(mac.toString());
    }

    @Test
    void passesOverAJavaWithoutTheVectorModule() throws IOException {
        Path lacking = home("places/lacking", "26", "java.base java.management");
        Path complete = home("places/complete", "25", "java.base jdk.incubator.vector");
        assertThat(found(Map.of("JAVA_HOME", lacking.toString()), folder + "/places/*"))
                .startsWith(complete.toString());
    }

    @Test
    void asksAJavaThatHasNoReleaseFile() throws IOException {
        assumeTrue(File.separatorChar == '/', "the stand-in is a shell script");
        Path home = home("silent", "25", null);
        Files.delete(home.resolve("release"));
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"25.0.1\" 2025-10-21' >&2\n");
        assertThat(found(Map.of("JAVA_HOME", home.toString()))).startsWith(home.toString());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        JavaFinder finder = new JavaFinder(Map.of(), running.toFile(), folder.toFile());
        assertThat(finder.find(25)).isNull();
        assertThat(Launcher.missing(finder.found()))
                .contains("needs Java 25 or newer", "found only Java 17", running.toString(), "JAVA_HOME")
                .doesNotContain("\n");
    }

    @Test
    void saysThatThereIsNoneAtAll() {
        File nowhere = folder.resolve("nowhere").toFile();
        JavaFinder finder = new JavaFinder(Map.of("JAVA_HOME", nowhere.getPath()), nowhere, nowhere);
        assertThat(finder.find(25)).isNull();
        assertThat(finder.found()).isEmpty();
        assertThat(Launcher.missing(finder.found())).contains("found no Java;");
    }

    private String found(Map<String, String> environment, String... places) {
        JavaFinder finder = new JavaFinder(environment, running.toFile(), folder.toFile(), places);
        JavaInstallation java = finder.find(25);
        assertThat(java).isNotNull();
        return java.executable().getPath();
    }

    /** A folder that looks like a Java's home; without a MODULES line where modules is null. */
    private Path home(String name, String version, String modules) throws IOException {
        Path home = folder.toRealPath().resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path executable = Files.createFile(home.resolve("bin/java"));
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        String release = "JAVA_VERSION=\"" + version + "\"\n";
        Files.writeString(home.resolve("release"), release + (modules == null ? "" : "MODULES=\"" + modules + "\"\n"));
        return home;
    }
}
