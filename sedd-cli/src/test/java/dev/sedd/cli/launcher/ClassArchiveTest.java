package dev.sedd.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the archive of classes lies, and when there is none. */
class ClassArchiveTest {
    private static final String[] SAMPLE = {"sample", "--quiet"};

    @TempDir
    private Path folder;

    @Test
    void liesInTheUsersCache() {
        assertThat(file(Map.of("HOME", folder.toString()))).startsWith(path(".cache", "sedd", "classes-"));
        assertThat(file(Map.of("HOME", "elsewhere", "XDG_CACHE_HOME", folder.toString())))
                .startsWith(path("sedd", "classes-"));
        assertThat(file(Map.of("HOME", "elsewhere", "SEDD_CACHE", folder.toString())))
                .startsWith(path("classes-"));
    }

    @Test
    void isAnotherForEachJarAndJava() {
        Map<String, String> environment = Map.of("SEDD_CACHE", folder.toString());
        assertThat(List.of(
                        options(new File("java"), new File("a.jar"), SAMPLE, environment),
                        options(new File("java"), new File("b.jar"), SAMPLE, environment),
                        options(new File("other"), new File("a.jar"), SAMPLE, environment)))
                .doesNotHaveDuplicates();
    }

    @Test
    void isNoneWhereItIsSwitchedOffOrHasNoPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(options(Map.of("HOME", folder.toString(), "SEDD_CACHE", "off"), SAMPLE))
                .isEmpty();
        assertThat(options(Map.of("SEDD_CACHE", file.resolve("below").toString()), SAMPLE))
                .isEmpty();
        assertThat(options(Map.of(), SAMPLE)).isEmpty();
    }

    @Test
    void isNotMadeByACommandOfFewClasses() {
        Map<String, String> environment = Map.of("SEDD_CACHE", folder.toString());
        assertThat(options(environment, "--version")).isEmpty();
        assertThat(options(environment)).isEmpty();
    }

    @Test
    void doesNotKeepAFileThatIsNone() throws Exception {
        Map<String, String> environment = Map.of("SEDD_CACHE", folder.toString());
        Path file = Path.of(file(environment));
        for (byte[] broken : new byte[][] {{}, {1, 2, 3, 4, 5}, new byte[5000]}) {
            Files.write(file, broken);
            file(environment);
            assertThat(file).doesNotExist();
        }
        Files.write(file, new byte[] {(byte) 0xa8, (byte) 0xab, 0x0b, (byte) 0xf0, 1});
        file(environment);
        assertThat(file).exists();
    }

    @Test
    void ofAJarThatWasBuiltAnewTakesTheOldOnesPlace() throws Exception {
        Map<String, String> environment =
                Map.of("SEDD_CACHE", folder.resolve("cache").toString());
        Path jar = Files.writeString(folder.resolve("sedd.jar"), "old");
        Path old = Path.of(file(options(new File("java"), jar.toFile(), SAMPLE, environment)));
        Files.write(old, new byte[] {(byte) 0xa8, (byte) 0xab, 0x0b, (byte) 0xf0, 1});
        assertThat(file(options(new File("java"), jar.toFile(), SAMPLE, environment)))
                .isEqualTo(old.toString());
        assertThat(old).exists();
        Files.writeString(jar, "newer");
        assertThat(file(options(new File("java"), jar.toFile(), SAMPLE, environment)))
                .isNotEqualTo(old.toString());
        assertThat(old).doesNotExist();
    }

    private String file(Map<String, String> environment) {
        return file(options(environment, SAMPLE));
    }

    private static String file(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private String path(String... names) {
        return folder.resolve(Path.of("", names)).toString();
    }

    private static List<String> options(Map<String, String> environment, String... arguments) {
        return options(new File("java"), new File("sedd.jar"), arguments, environment);
    }

    private static List<String> options(File java, File jar, String[] arguments, Map<String, String> environment) {
        return ClassArchive.options(java, jar, arguments, environment);
    }
}
