package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Muon's steps against its formula in double, matrix by matrix. */
class MuonTest {
    private static final AdamW ADAM = new AdamW(0.9, 0.99, 1e-8, 0.1);
    private static final Muon MUON = new Muon(0.95, ADAM);
    private static final double RATE = 0.02;
    private static final double CLIP = 0.5;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "9, 1", "7, 7", "5, 33", "33, 5", "128, 96"})
    void orthogonalMatricesAreThoseOfTheFormula(int rows, int columns) {
        float[] x = normal(1, rows * columns + 5);
        double[][] expected = orthogonal(matrix(x, 0, rows, columns));
        new NewtonSchulz(x.length, Math.min(rows, columns)).apply(rows, columns, x, Workers.sequential());
        for (int i = 0; i < rows * columns; i++) {
            assertThat(x[i]).isCloseTo((float) expected[i / columns][i % columns], within(1e-4f));
        }
        assertThat(x[rows * columns]).as("what lies behind it").isEqualTo(normal(1, x.length)[rows * columns]);
    }

    @Test
    void singularValuesBecomeOnesRoughly() {
        float[] x = {3, 0, 0, 0, -0.1f, 0};
        new NewtonSchulz(6, 2).apply(2, 3, x, Workers.sequential());
        assertThat(x[0]).isBetween(0.6f, 1.3f);
        assertThat(x[4]).isBetween(-1.3f, -0.6f);
        assertThat(new float[] {x[1], x[2], x[3], x[5]}).containsOnly(0);
    }

    @Test
    void zerosStayZeros() {
        float[] x = new float[12];
        new NewtonSchulz(12, 3).apply(3, 4, x, Workers.sequential());
        assertThat(x).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void blocksMatricesAreMuonsAndAllElseIsAdams(Family family) {
        TrainingState state = state(family);
        TrainingState adams = state(family);
        double[][] moments = new double[state.weights().tensors().size()][];
        double[][] weights = new double[moments.length][];
        Optimizer.Steps muon = MUON.on(state);
        Optimizer.Steps adam = ADAM.on(adams);
        for (int step = 1; step <= 3; step++) {
            float[] gradient = normal(step, state.weights().size());
            float[] before = gradient.clone();
            muon.step(step, RATE, CLIP, gradient, Workers.sequential());
            assertThat(gradient).isEqualTo(before);
            adam.step(step, RATE, CLIP, gradient, Workers.sequential());
            for (int i = 0; i < moments.length; i++) {
                Parameters.Tensor tensor = state.weights().tensors().get(i);
                if (ofMuon(tensor.name())) {
                    moments[i] = moments[i] == null ? new double[tensor.size()] : moments[i];
                    weights[i] = weights[i] == null ? start(family, tensor) : weights[i];
                    int parts = tensor.name().matches(".*(attn_qkv|c_attn).*") ? 3 : 1;
                    move(tensor, parts, gradient, moments[i], weights[i]);
                    for (int j = 0; j < tensor.size(); j++) {
                        assertThat(state.weights().values()[tensor.offset() + j])
                                .as(tensor.name())
                                .isCloseTo((float) weights[i][j], within(2e-5f));
                    }
                } else {
                    for (int j = tensor.offset(); j < tensor.offset() + tensor.size(); j++) {
                        assertThat(state.weights().values()[j])
                                .as(tensor.name())
                                .isEqualTo(adams.weights().values()[j]);
                    }
                }
            }
        }
    }

    @Test
    void isTheSameForAnyNumberOfThreads() {
        TrainingState one = state(Family.SEDD);
        TrainingState several = state(Family.SEDD);
        float[] gradient = normal(5, one.weights().size());
        MUON.on(one).step(1, RATE, CLIP, gradient, Workers.sequential());
        try (Workers three = Workers.of(3)) {
            MUON.on(several).step(1, RATE, CLIP, gradient, three);
        }
        assertThat(several.weights().values()).isEqualTo(one.weights().values());
        assertThat(several.firstMoments()).isEqualTo(one.firstMoments());
    }

    @Test
    void refusesAMomentumThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Muon(1, ADAM))
                .withMessage("momentum=1.0 is not in [0, 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Muon(Double.NaN, ADAM));
    }

    private static boolean ofMuon(String name) {
        return name.matches("(blocks|transformer\\.h)\\.\\d+\\.(attn|attn_qkv|attn_out|mlp).*\\.weight");
    }

    private static double[] start(Family family, Parameters.Tensor tensor) {
        double[] values = new double[tensor.size()];
        float[] all = state(family).weights().values();
        for (int i = 0; i < values.length; i++) {
            values[i] = all[tensor.offset() + i];
        }
        return values;
    }

    private static void move(Parameters.Tensor tensor, int parts, float[] gradient, double[] m, double[] w) {
        int rows = tensor.shape().get(0) / parts;
        int columns = tensor.shape().get(1);
        for (int part = 0; part < parts; part++) {
            int from = part * rows * columns;
            double[][] direction = new double[rows][columns];
            for (int i = 0; i < rows * columns; i++) {
                double g = CLIP * gradient[tensor.offset() + from + i];
                m[from + i] = 0.95 * m[from + i] + g;
                direction[i / columns][i % columns] = g + 0.95 * m[from + i];
            }
            double[][] orthogonal = orthogonal(direction);
            double size = RATE * 0.2 * Math.sqrt(Math.max(rows, columns));
            for (int i = 0; i < rows * columns; i++) {
                w[from + i] = (1 - RATE * 0.1) * w[from + i] - size * orthogonal[i / columns][i % columns];
            }
        }
    }

    /** The formula as it stands, from the left whatever the shape. */
    private static double[][] orthogonal(double[][] matrix) {
        double squares = 0;
        for (double[] row : matrix) {
            for (double value : row) {
                squares += value * value;
            }
        }
        double[][] x = sum(1 / Math.sqrt(squares), matrix, 0, matrix);
        for (int time = 0; time < 5; time++) {
            double[][] a = product(x, transposed(x));
            double[][] polynomial = sum(-4.7750, a, 2.0315, product(a, a));
            x = sum(3.4445, x, 1, product(polynomial, x));
        }
        return x;
    }

    private static double[][] sum(double alpha, double[][] a, double beta, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                sum[i][j] = alpha * a[i][j] + beta * b[i][j];
            }
        }
        return sum;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    private static double[][] matrix(float[] values, int off, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = values[off + i];
        }
        return matrix;
    }

    private static float[] normal(long seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static TrainingState state(Family family) {
        Configuration configuration =
                new Configuration(family, new Absorbing(20), LogLinear.DEFAULT, 24, 8, 16, 2, 2, true, 0);
        return TrainingState.start(configuration, 1, Workers.sequential());
    }
}
