package dev.sedd.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of metrics, and what is left of them after an interruption. */
class MetricsFileTest {
    private static final Metrics TEN = new Metrics(10, 2.5, 1e-3, 0.5, 100, Optional.empty());
    private static final Metrics TWENTY =
            new Metrics(20, 2.25, 1e-3, 0.75, 100, Optional.of(new Metrics.Validation(1.5, 0.125)));

    @TempDir
    private Path folder;

    @Test
    void writesOneObjectALine() throws IOException {
        write(0, TEN, TWENTY);
        assertThat(Files.readString(file())).isEqualTo("""
                {"step":10,"loss":2.5,"learning_rate":0.001,"grad_norm":0.5,"tokens_per_second":100}
                {"step":20,"loss":2.25,"learning_rate":0.001,"grad_norm":0.75,"tokens_per_second":100,\
                "validation_bound":1.5,"validation_error":0.125}
                """);
        assertThat(MetricsFile.read(file())).containsExactly(TEN, TWENTY);
    }

    @Test
    void cutsOffWhatLiesBehindTheCheckpoint() throws IOException {
        write(0, TEN, TWENTY);
        write(19);
        assertThat(MetricsFile.read(file())).containsExactly(TEN);
        write(19, TWENTY);
        assertThat(MetricsFile.read(file())).containsExactly(TEN, TWENTY);
        write(20);
        assertThat(MetricsFile.read(file())).containsExactly(TEN, TWENTY);
        write(9);
        assertThat(Files.size(file())).isZero();
    }

    @Test
    void cutsOffHalfALine() throws IOException {
        for (String rest : new String[] {"{\"step\":15,\"lo", "{\"step\":15,\"lo\n", "\0\0\0\0", "\n"}) {
            Files.deleteIfExists(file());
            write(0, TEN);
            Files.writeString(file(), Files.readString(file()) + rest);
            write(19, TWENTY);
            assertThat(MetricsFile.read(file())).containsExactly(TEN, TWENTY);
            assertThat(Files.readString(file()).lines()).hasSize(2);
        }
    }

    private Path file() {
        return folder.resolve("metrics.jsonl");
    }

    private void write(int step, Metrics... lines) throws IOException {
        try (MetricsFile metrics = MetricsFile.open(file(), step)) {
            for (Metrics line : lines) {
                metrics.append(line);
            }
        }
    }
}
