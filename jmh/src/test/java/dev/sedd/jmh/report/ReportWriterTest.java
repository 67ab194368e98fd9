package dev.sedd.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the report against a result file of round figures, from which every derived one was worked out by hand. */
class ReportWriterTest {
    private static final Machine MACHINE = new Machine("A & B <processor>", "Linux amd64", 2, 512, "A Java 25", 1024);
    private static final ReportWriter WRITER = new ReportWriter(MACHINE, "mvn -pl jmh verify", List.of());

    @TempDir
    private Path parent;

    @BeforeAll
    static void drawWithoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void showsTheLadderAsSharesOfThePeak() throws IOException {
        assertThat(markdown(canned()))
                .contains("200 GFLOP/s on one thread and 400 on two")
                .contains("| NAIVE | 1 | 2.00 | 0.50 % | 2.00 | 0.50 % | – | – |")
                .contains("| PARALLEL | 2 | 300 | 75.0 % | 300 | 75.0 % | 344 | 85.9 % |");
    }

    /** 2 · 4096³ operations in the 320 ms of one level, the faster of the two. */
    @Test
    void takesStrassenAtItsBestNumberOfLevels() throws IOException {
        assertThat(markdown(canned())).contains("| STRASSEN | 2 | 300 | 75.0 % | 300 | 75.0 % | 429 | 107 % |");
    }

    /** 8.456 GFLOP at 2 GFLOP/s are 4.228 s; 129 passes, and 129 of the measured 32 ms. */
    @Test
    void computesGenerationsFromPasses() throws IOException {
        assertThat(markdown(canned()))
                .contains("| NAIVE, 1 thread, computed | 4228 | 545 | 1.00 |")
                .contains("| network on 2 threads, measured | 32.0 | 4.13 | 132 |");
    }

    /** 12 + 6 + 6 + 12 + 12 + 0.26 + 0.07 ms of kernels in a pass of 60. */
    @Test
    void sumsTheKernelsOfAPass() throws IOException {
        assertThat(markdown(canned()))
                .contains("| queries, keys, values | 12 | 12.0 | 20.0 % | 226 |")
                .contains("| attention | 12 | 6.00 | 10.0 % | 201 |")
                .contains("| all else | – | 11.7 | 19.5 % | – |");
    }

    @Test
    void showsTrainingAsAShareOfThePeak() throws IOException {
        assertThat(markdown(canned()))
                .contains("| the notebook's, 8 texts of 256 | 1 | 1000 | 150 | 75.0 % | 1.00 |")
                .contains("| the notebook's, 8 texts of 256 | 2 | 625 | 240 | 60.0 % | 1.60 |");
    }

    @Test
    void comparesTwoThreadsWithOne() throws IOException {
        assertThat(markdown(canned()))
                .contains("| Gemm algorithm=PARALLEL shape=256x1536x384 | 160 GFLOP/s | 300 GFLOP/s | 1.88 |")
                .contains("| ForwardPass batch=1 network=NOTEBOOK | 60.0 ms/op | 32.0 ms/op | 1.88 |");
    }

    @Test
    void writesThePageAndItsPictures() throws IOException {
        Path folder = write(canned());
        String page = Files.readString(folder.resolve("index.html"));
        assertThat(page).contains("A &amp; B &lt;processor&gt;, 2 cores, 512-bit vectors");
        for (String picture : List.of("ladder.png", "generation.png", "pass.png", "scaling.png")) {
            assertThat(page).contains("<img src=\"" + picture + "\"");
            assertThat(ImageIO.read(folder.resolve(picture).toFile()).getWidth())
                    .as(picture)
                    .isEqualTo(900);
        }
        assertThat(Files.readString(folder.resolve("jmh.json"))).isEqualTo(canned());
    }

    @Test
    void replacesTheFormerReportWholeAndNothingElse() throws IOException {
        Path other = Files.createDirectories(parent.resolve("report/other"));
        Files.writeString(other.resolve("kept.png"), "");
        Files.writeString(parent.resolve("report/README.md"), "");
        write(canned());
        Path folder = write("[]");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.html", "jmh.json", "report.md", "README.md", "other");
        }
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files).containsExactly(folder);
        }
        assertThat(other.resolve("kept.png")).exists();
    }

    @Test
    void refusesANarrowingThatLeavesNothing() {
        assertThatThrownBy(() -> Suite.run("notebook", "Unknown", Time.SHORT, List.of(), new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("benchmarks=Unknown matches none of [FmaPeak, Gemm, ");
        assertThatThrownBy(() -> Suite.run("other", ".*", Time.SHORT, List.of(), new ArrayList<>()))
                .hasMessage("suite=other is not one of [notebook, published]");
        assertThatThrownBy(() -> Time.of("brief")).hasMessage("time=brief is not short, normal or long");
    }

    private String markdown(String json) throws IOException {
        return Files.readString(write(json).resolve("report.md"));
    }

    private Path write(String json) throws IOException {
        Path folder = parent.resolve("report");
        WRITER.write(json, folder);
        return folder;
    }

    private static String canned() throws IOException {
        try (InputStream stream = ReportWriterTest.class.getResourceAsStream("jmh.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
