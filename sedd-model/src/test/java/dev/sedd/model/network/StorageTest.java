package dev.sedd.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Weights.Dense;
import dev.sedd.model.network.Weights.Matrix;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.score.LogScore;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that keeps its matrices in bfloat16 is the float32 network of the rounded matrices. */
class StorageTest {
    private static final int V = 66;
    private static final int T = 40;
    private static final int UPPER = 0xffff0000;

    @ParameterizedTest
    @EnumSource
    void matricesThatBfloat16HoldsGiveTheSameBits(Family family) {
        Configuration c = configuration(family);
        Weights weights = RandomWeights.of(c, 1);
        matrices(weights).forEach(matrix -> cut(matrix.array()));
        assertThat(scores(c, weights, Storage.BFLOAT16)).isEqualTo(scores(c, weights, Storage.FLOAT32));
    }

    @ParameterizedTest
    @EnumSource
    void othersMoveTheScoresALittle(Family family) {
        Configuration c = configuration(family);
        Weights weights = RandomWeights.of(c, 2);
        float[] exact = scores(c, weights, Storage.FLOAT32);
        float[] rounded = scores(c, weights, Storage.BFLOAT16);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += Math.pow(exact[i] - rounded[i], 2);
            size += Math.pow(exact[i], 2);
        }
        assertThat(Math.sqrt(difference / size)).isPositive().isCloseTo(0, within(0.02));
    }

    private static Configuration configuration(Family family) {
        return new Configuration(
                family, new Absorbing(V), new LogLinear(1e-3), 32, 8, T, 2, 2, family == Family.SEDD, 0);
    }

    private static Stream<Matrix> matrices(Weights w) {
        Stream<Dense> blocks =
                w.blocks().stream().flatMap(b -> Stream.of(b.qkv(), b.project(), b.up(), b.down(), b.modulation()));
        Stream<Dense> others =
                Stream.of(w.noiseIn(), w.noiseOut(), w.head().linear(), w.head().modulation());
        return Stream.concat(
                Stream.of(w.embedding()), Stream.concat(blocks, others).map(Dense::weight));
    }

    private static void cut(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(values[i]) & UPPER);
        }
    }

    private static float[] scores(Configuration c, Weights weights, Storage storage) {
        int[] tokens = new int[T];
        Arrays.setAll(tokens, i -> i * 7919 % V);
        LogScore scores = new LogScore(V);
        new Transformer(c, weights, storage, Workers.sequential()).logScore(1, T, tokens, new float[] {0.7f}, scores);
        return Arrays.copyOf(scores.values(), T * V);
    }
}
