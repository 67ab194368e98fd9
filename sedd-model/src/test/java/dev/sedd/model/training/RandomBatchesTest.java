package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.model.data.Dataset;
import dev.sedd.model.data.Examples;
import dev.sedd.model.data.Layout;
import dev.sedd.model.data.TextData;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.tokens.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches: which examples, at what times, with what noise. */
class RandomBatchesTest {
    private static final int LENGTH = 40;
    private static final TransitionGraph GRAPH = new Absorbing(11);
    private static final NoiseSchedule NOISE = LogLinear.DEFAULT;

    @TempDir
    private Path folder;

    private Dataset data;

    @BeforeEach
    void encode() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append((char) ('0' + i * i % 7 + i % 4));
        }
        Path tokens = folder.resolve("tokens");
        new TextData(Files.writeString(folder.resolve("text"), text), Layout.TEXT)
                .encode(new CharacterTokenizer("0123456789"), LENGTH, tokens);
        data = Dataset.open(tokens, LENGTH);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void refusesExamplesOfNoLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examples.of(new int[3], 0))
                .withMessage("length=0 is not at least 1");
    }

    @Test
    void timesAreStratifiedOverTheWholeStep() {
        int size = 12;
        RandomBatches batches = new RandomBatches(data.training(), GRAPH, NOISE, size, 3, 5);
        for (int step = 1; step <= 20; step++) {
            for (int part = 0; part < 3; part++) {
                NoisedBatch batch = batches.part(step, part);
                for (int row = 0; row < 4; row++) {
                    int example = 4 * part + row;
                    double t = -Math.expm1(-batch.sigma()[row]) / (1 - 1e-3);
                    double from = 1e-3 + (1 - 1e-3) * example / size;
                    assertThat(t).isBetween(from - 1e-6, from + (1 - 1e-3) / size + 1e-6);
                    double rate = NOISE.rate(Math.min(1, t));
                    assertThat((double) batch.rate()[row]).isCloseTo(rate, within(1e-3 * rate));
                }
            }
        }
    }

    @Test
    void noiseMasksTheShareThatItsTimeSays() {
        RandomBatches batches = new RandomBatches(data.training(), GRAPH, NOISE, 10, 1, 5);
        int[] masked = new int[10];
        for (int step = 1; step <= 200; step++) {
            NoisedBatch batch = batches.part(step, 0);
            for (int i = 0; i < batch.tokens(); i++) {
                int noised = batch.noised()[i];
                assertThat(noised == batch.clean()[i] || noised == 10).isTrue();
                masked[i / LENGTH] += noised == 10 ? 1 : 0;
            }
        }
        for (int row = 0; row < 10; row++) {
            double share = masked[row] / (200.0 * LENGTH);
            assertThat(share).isBetween((row + 0.5) / 10 - 0.03, (row + 0.5) / 10 + 0.03);
        }
    }

    @Test
    void examplesComeFromTheTrainingPartAlone() {
        RandomBatches batches = new RandomBatches(data.training(), GRAPH, NOISE, 64, 1, 5);
        boolean first = false;
        boolean last = false;
        int[] example = new int[LENGTH];
        for (int step = 1; step <= 100; step++) {
            int[] clean = batches.part(step, 0).clean();
            for (int row = 0; row < 64; row++) {
                int[] drawn = Arrays.copyOfRange(clean, row * LENGTH, (row + 1) * LENGTH);
                data.training().copy(0, example, 0);
                first |= Arrays.equals(drawn, example);
                data.training().copy(data.training().size() - 1, example, 0);
                last |= Arrays.equals(drawn, example);
            }
        }
        assertThat(first && last).as("both ends have been drawn").isTrue();
    }

    @Test
    void aStepsBatchDependsOnItsNumberAlone() {
        RandomBatches straight = new RandomBatches(data.training(), GRAPH, NOISE, 8, 2, 5);
        for (int step = 1; step < 9; step++) {
            straight.part(step, 0);
        }
        int[] noised = straight.part(9, 1).noised().clone();
        RandomBatches anew = new RandomBatches(data.training(), GRAPH, NOISE, 8, 2, 5);
        assertThat(anew.part(9, 1).noised()).isEqualTo(noised);
        RandomBatches whole = new RandomBatches(data.training(), GRAPH, NOISE, 8, 1, 5);
        assertThat(Arrays.copyOfRange(whole.part(9, 0).noised(), 4 * LENGTH, 8 * LENGTH))
                .as("cut into parts or not")
                .isEqualTo(noised);
        assertThat(new RandomBatches(data.training(), GRAPH, NOISE, 8, 2, 6)
                        .part(9, 1)
                        .noised())
                .isNotEqualTo(noised);
    }

    @Test
    void refusesUnequalParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomBatches(data.training(), GRAPH, NOISE, 8, 3, 5))
                .withMessage("a batch of 8 cannot be cut into 3 equal parts");
    }
}
