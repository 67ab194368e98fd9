package dev.sedd.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that the launcher starts, and the oldest Java that can run the launcher itself. */
class LauncherTest {
    private static final int CLASS_FILE_OF_JAVA_8 = 52;

    @Test
    void handsOnWhatAnotherJavaUnderstands() {
        List<String> arguments = List.of(
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-ea",
                "-ea:dev.sedd...",
                "--add-modules=jdk.incubator.vector",
                "-agentlib:jdwp=transport=dt_socket,address=5005",
                "-javaagent:x.jar");
        assertThat(Launcher.handedOn(arguments))
                .containsExactly("-Xmx2g", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-ea", "-ea:dev.sedd...");
    }

    @Test
    void leavesTheHeapToAUserWhoChoseOne() {
        assertThat(Launcher.memory(List.of("-Dx=y", "-ea")))
                .containsExactly(
                        "-XX:+UseSerialGC", "-Xms48m", "-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=1t");
        assertThat(Launcher.memory(List.of("-Xmx32m"))).isEmpty();
        assertThat(Launcher.memory(List.of("-XX:+UseG1GC"))).isEmpty();
    }

    @Test
    void takesAsManyThreadsToCompileAsJavaTakesOnFourProcessors() {
        assertThat(Launcher.compiler(2)).contains("-XX:CICompilerCount=3").containsAll(Launcher.compiler(4));
        assertThat(Launcher.compiler(4)).isEqualTo(Launcher.compiler(64)).doesNotContain("-XX:CICompilerCount=3");
    }

    /** As `./sedd` starts Java, so does the launcher: by the same options, and by its patterns in the same order. */
    @Test
    void givesTheOptionsThatTheScriptGives() throws IOException {
        List<String> given = Pattern.compile("-X(?:X:|ms)[^\\s'\"]+")
                .matcher(Files.readString(Path.of("..", "sedd")))
                .results()
                .map(MatchResult::group)
                .filter(option -> !option.contains("SharedArchive"))
                .toList();
        List<String> options = new ArrayList<>(Launcher.compiler(2));
        options.addAll(Launcher.memory(List.of()));
        assertThat(given).containsExactlyInAnyOrderElementsOf(options);
        assertThat(patterns(given)).isEqualTo(patterns(options));
    }

    /** Of those that match a method the last holds. */
    private static List<String> patterns(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith("-XX:CompileCommand="))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Launcher", "Arguments", "Child", "JavaFinder", "JavaInstallation", "JavaVersions"})
    void isCompiledForJava8(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(Launcher.class.getResourceAsStream(name + ".class"))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(CLASS_FILE_OF_JAVA_8);
        }
    }

    @Test
    void knowsTheJavaThatRuns() {
        JavaInstallation java = JavaInstallation.at(new File(System.getProperty("java.home")));
        assertThat(java.feature()).isEqualTo(Runtime.version().feature());
        assertThat(java.suits(Launcher.NEEDED)).isTrue();
        assertThat(JavaInstallation.asked(java.executable()).feature()).isEqualTo(java.feature());
    }
}
