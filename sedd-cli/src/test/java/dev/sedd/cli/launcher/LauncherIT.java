package dev.sedd.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the fat jar as a person does: with the flags, without them, and on the default Java, which may be an old one. */
class LauncherIT {
    private static final String JAR = System.getProperty("sedd.jar");
    private static final String THIS_JAVA = JavaInstallation.executableIn(new File(System.getProperty("java.home")))
            .getPath();
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void holdsTheLicencesOfWhatIsInTheJar() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            for (String name : List.of("LICENSE", "NOTICE", "licenses/progressbar-LICENSE", "licenses/jline-LICENSE")) {
                assertThat(jar.getEntry("META-INF/" + name)).as(name).isNotNull();
            }
        }
    }

    @Test
    void tellsItsVersionOnEveryWay() throws Exception {
        for (List<String> java : ways()) {
            Result result = run(java, "--version");
            assertThat(result.exitCode).as("%s: %s", java, result.err).isZero();
            assertThat(result.out).as("%s", java).contains("sedd");
        }
    }

    @Test
    void generatesTheSameTextOnEveryWay() throws Exception {
        String first = null;
        for (List<String> java : ways()) {
            Result result = run(java, "sample", "--steps", "4", "--length", "20", "--seed", "1", "--quiet");
            assertThat(result.exitCode).as("%s: %s", java, result.err).isZero();
            first = first == null ? result.out : first;
            assertThat(result.out)
                    .as("%s", java)
                    .hasSizeGreaterThanOrEqualTo(20)
                    .isEqualTo(first);
        }
    }

    @Test
    void passesTheExitCodeOfWrongUsageOn() throws Exception {
        for (List<String> java : ways()) {
            assertThat(run(java, "sample", "--no-such-option").exitCode)
                    .as("%s", java)
                    .isEqualTo(2);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesLettersThatTheLocaleHasNot() throws Exception {
        for (List<String> java : ways()) {
            Result result = run(start(inPlainLocale(jar(java, "perturb", "-t", "0"))));
            assertThat(result.exitCode).as("%s", java).isEqualTo(1);
            assertThat(result.err)
                    .as("%s", java)
                    .contains("sedd: argument 4 holds letters that this environment's character set,")
                    .endsWith("set LC_ALL=C.UTF-8\n");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theScriptSetsALocaleThatHasAllLetters() throws Exception {
        Result result = run(start(inPlainLocale(List.of("sh", "../sedd", "perturb", "-t", "0"))));
        assertThat(result.err).contains("TEXT: character 4 of the text, 'é' (U+00E9)");
    }

    /** The same with "café" as the last argument, whatever locale this test runs in. */
    private static List<String> inPlainLocale(List<String> command) {
        List<String> plain = List.of("sh", "-c", "LC_ALL=C exec \"$@\" \"$(printf 'caf\\303\\251')\"", "sh");
        return Stream.concat(plain.stream(), command.stream()).toList();
    }

    @Test
    void endsTheChildWhenItIsEnded() throws Exception {
        Process launcher = start(jar(List.of(THIS_JAVA), "sample", "--steps", "1000000", "--quiet"));
        ProcessHandle child = child(launcher);
        try {
            launcher.destroy();
            assertThat(launcher.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(child.isAlive()).isFalse();
        } finally {
            child.destroyForcibly();
            launcher.destroyForcibly();
        }
    }

    @Test
    void showsTheTextAsFarAsItIsWhenInterrupted() throws Exception {
        List<String> java = List.of(THIS_JAVA, "--add-modules", JavaInstallation.VECTOR_MODULE);
        Process process = start(jar(java, "sample", "--steps", "20000", "--length", "20", "--progress", "always"));
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!Files.readString(err()).contains("10%") && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(Files.readString(out())).hasSizeGreaterThanOrEqualTo(21).endsWith("\n");
            assertThat(Files.readString(err()))
                    .containsPattern("sedd: interrupted after step \\d+ of 20001; the text is shown as far as it is\n");
        } finally {
            process.destroyForcibly();
        }
    }

    /** This Java with the module, this Java without it, and the default Java where there is one. */
    private static List<List<String>> ways() {
        List<List<String>> ways = new ArrayList<>();
        ways.add(List.of(THIS_JAVA, "--add-modules", JavaInstallation.VECTOR_MODULE));
        ways.add(List.of(THIS_JAVA));
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(each -> new File(each, "java"))
                .filter(File::canExecute)
                .findFirst()
                .ifPresent(java -> ways.add(List.of(java.getPath())));
        return ways;
    }

    private Result run(List<String> java, String... arguments) throws IOException, InterruptedException {
        return run(start(jar(java, arguments)));
    }

    private Result run(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ended", process.info()).isTrue();
        return new Result(process.exitValue(), Files.readString(out()), Files.readString(err()));
    }

    private static List<String> jar(List<String> java, String... arguments) {
        List<String> command = new ArrayList<>(java);
        command.add("-jar");
        command.add(JAR);
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put(ClassArchive.SWITCH, folder.resolve("cache").toString());
        return process.redirectInput(ProcessBuilder.Redirect.from(
                        Files.writeString(folder.resolve("in"), "").toFile()))
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
    }

    private static ProcessHandle child(Process launcher) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (launcher.isAlive() && System.nanoTime() < end) {
            List<ProcessHandle> children = launcher.children().toList();
            if (!children.isEmpty()) {
                return children.get(0);
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the launcher started no Java");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path err() {
        return folder.resolve("err");
    }

    private record Result(int exitCode, String out, String err) {}
}
