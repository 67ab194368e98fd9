package dev.sedd.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads every source file of the project, in the manner of EJML's lint test. */
class SourceStyleTest {
    private static final int MAX_LINES = 320;

    /** Unrolled code may be long. */
    private static final Pattern MAY_BE_LONG = Pattern.compile("MicroKernel\\w*\\.java");

    private static final Pattern TYPE =
            Pattern.compile("((public|abstract|final|sealed) )*(class|interface|enum|record|module) ");

    private static final List<Pattern> FORBIDDEN = List.of(
            Pattern.compile("\\t"),
            Pattern.compile("\\bTO" + "DO\\b|\\bFIX" + "ME\\b|\\bXX" + "X\\b"),
            Pattern.compile("\\.print" + "StackTrace\\(\\)"),
            Pattern.compile("^\\s*import (static )?[\\w.]+\\.\\*;"),
            Pattern.compile("\\bcatch \\((Throwable|Exception) \\w+\\) \\{\\s*\\}"));

    @Test
    void holdsTheRulesOfStyle() {
        List<Path> sources = sources();
        assertThat(sources).as("source files").hasSizeGreaterThan(30);
        List<String> faults = new ArrayList<>();
        for (Path source : sources) {
            faults.addAll(faults(source));
        }
        assertThat(faults).isEmpty();
    }

    /** The collector is called in one place alone, before memory is said to be short. */
    @Test
    void callsTheCollectorInOnePlace() {
        Pattern call = Pattern.compile("\\bSystem\\.g" + "c\\(");
        assertThat(sources().stream()
                        .filter(source -> lines(source).stream().anyMatch(call.asPredicate()))
                        .map(source -> source.getFileName().toString()))
                .isSubsetOf("Memory.java");
    }

    private static List<String> faults(Path source) {
        List<String> faults = new ArrayList<>();
        List<String> lines = lines(source);
        if (lines.size() > MAX_LINES
                && !MAY_BE_LONG.matcher(source.getFileName().toString()).matches()) {
            faults.add(source + ": " + lines.size() + " lines, more than " + MAX_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            for (Pattern pattern : FORBIDDEN) {
                if (pattern.matcher(lines.get(i)).find()) {
                    faults.add(source + ":" + (i + 1) + ": matches " + pattern);
                }
            }
        }
        if (source.toString().contains("main") && !isDocumented(lines)) {
            faults.add(source + ": the type has no documentation");
        }
        return faults;
    }

    /** Whether a comment ends above the first line that begins in column 0 with a type, but for its annotations. */
    private static boolean isDocumented(List<String> lines) {
        boolean documented = false;
        for (String line : lines) {
            if (TYPE.matcher(line).lookingAt()) {
                return documented;
            }
            documented |= line.startsWith("/**");
        }
        return documented;
    }

    /** Every module's sources and tests. Tests run in the module's folder, beside which the others lie. */
    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        Path root = Path.of("..").toAbsolutePath().normalize();
        for (String module : new String[] {"sedd-kernels", "sedd-model", "sedd-cli", "jmh"}) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
