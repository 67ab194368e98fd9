package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.GoldenTensors;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradients against an independent program's, and what they must not depend on. */
class TrainableNetworkTest {
    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void agreesWithTheGoldenGradients(String family) throws Exception {
        Parameters parameters = parameters(family);
        GoldenTensors training = GoldenTensors.read("/golden/" + family + "/training.safetensors");
        GoldenTensors gradients = GoldenTensors.read("/golden/" + family + "/gradients.safetensors");
        float[] gradient = new float[parameters.size()];
        try (Workers workers = Workers.of(2)) {
            TrainableNetwork network = new TrainableNetwork(parameters.configuration(), workers);
            double loss = network.lossAndGradient(parameters, batch(training), 1, gradient, Dropout.NONE);
            assertThat(loss / training.floats("step0.loss")[0]).isCloseTo(1, within(1e-5));
        }
        for (Parameters.Tensor tensor : parameters.tensors()) {
            float[] expected = gradients.floats(tensor.name());
            double largest = 0;
            double error = 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
                error = Math.max(error, Math.abs((double) gradient[tensor.offset() + i] - expected[i]));
            }
            assertThat(error).as("%s, largest %s", tensor.name(), largest).isLessThan(1e-4 * largest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void dependsNotOnThreads(String family) throws Exception {
        Parameters parameters = parameters(family);
        NoisedBatch batch = batch(GoldenTensors.read("/golden/" + family + "/training.safetensors"));
        Dropout dropout = new Dropout(0.2, 7, 11);
        float[] expected = new float[parameters.size()];
        double loss = network(parameters, 1).lossAndGradient(parameters, batch, 0.5f, expected, dropout);
        for (int threads : new int[] {2, 5}) {
            float[] gradient = new float[parameters.size()];
            assertThat(network(parameters, threads).lossAndGradient(parameters, batch, 0.5f, gradient, dropout))
                    .isEqualTo(loss);
            assertThat(gradient).isEqualTo(expected);
        }
    }

    /** Sequences of which all rows are masked, most, one, or none, beside the network that leaves nothing out. */
    @ParameterizedTest
    @EnumSource(Family.class)
    void leavesOutOnlyWhatAddsZeros(Family family) {
        Absorbing graph = new Absorbing(21);
        boolean scaled = family == Family.SEDD;
        Configuration c = new Configuration(family, graph, LogLinear.DEFAULT, 48, 16, 40, 3, 4, scaled, 0);
        Random random = new Random(3);
        Parameters parameters = Parameters.zeros(c);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.values()[i] = (float) (0.2 * random.nextGaussian());
        }
        float[] sigma = {50, 1.5f, 0.05f, 1e-9f};
        int[] clean = random.ints(4 * 40, 0, graph.tokens()).toArray();
        int[] noised = new int[clean.length];
        for (int i = 0; i < clean.length; i++) {
            noised[i] = graph.perturb(clean[i], sigma[i / 40], random.nextDouble());
        }
        NoisedBatch batch = new NoisedBatch(4, 40, clean, noised, sigma, new float[] {1, 2, 3, 4});
        NoisedBatch unmasked = new NoisedBatch(4, 40, clean, clean, sigma, new float[] {1, 2, 3, 4});
        float[] expected = new float[parameters.size()];
        float[] gradient = new float[parameters.size()];
        TrainableNetwork dense = new TrainableNetwork(c, Workers.sequential(), true);
        TrainableNetwork network = new TrainableNetwork(c, Workers.shared());
        for (NoisedBatch each : List.of(batch, unmasked, batch)) {
            for (Dropout dropout : List.of(Dropout.NONE, new Dropout(0.3, 3, 5))) {
                assertThat(network.lossAndGradient(parameters, each, 1, gradient, dropout))
                        .isEqualTo(dense.lossAndGradient(parameters, each, 1, expected, dropout));
                assertThat(gradient).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void addsToTheGradientAndServesSmallerBatchesAfterLargerOnes(String family) throws Exception {
        Parameters parameters = parameters(family);
        NoisedBatch large = batch(GoldenTensors.read("/golden/" + family + "/training.safetensors"));
        NoisedBatch small = new NoisedBatch(2, 7, large.clean(), large.noised(), large.sigma(), large.rate());
        float[] expected = new float[parameters.size()];
        double loss = network(parameters, 1).lossAndGradient(parameters, small, 1, expected, Dropout.NONE);
        TrainableNetwork used = network(parameters, 1);
        used.lossAndGradient(parameters, large, 1, new float[parameters.size()], new Dropout(0.5, 1, 1));
        float[] gradient = new float[parameters.size()];
        assertThat(used.lossAndGradient(parameters, small, 1, gradient, Dropout.NONE))
                .isEqualTo(loss);
        assertThat(gradient).isEqualTo(expected);
        used.lossAndGradient(parameters, small, -1, gradient, Dropout.NONE);
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        for (float g : gradient) {
            assertThat((double) g).isCloseTo(0, within(1e-5 * largest));
        }
    }

    /** The directional derivative of the loss with dropout, by differences: the same mask both ways, and in the backward pass. */
    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void goesBackThroughDropout(String family) throws Exception {
        Parameters parameters = parameters(family);
        NoisedBatch batch = batch(GoldenTensors.read("/golden/" + family + "/training.safetensors"));
        Dropout dropout = new Dropout(0.3, 3, 5);
        float[] gradient = new float[parameters.size()];
        TrainableNetwork network = network(parameters, 1);
        double loss = network.lossAndGradient(parameters, batch, 1, gradient, dropout);
        float[] unused = new float[parameters.size()];
        assertThat(network.lossAndGradient(parameters, batch, 1, unused, new Dropout(0.3, 3, 6)))
                .as("the loss of another step's mask")
                .isNotEqualTo(loss);
        double square = 0;
        for (float g : gradient) {
            square += (double) g * g;
        }
        double step = 1e-3 * Math.abs(loss) / square;
        double difference = (moved(network, parameters, batch, dropout, gradient, step)
                        - moved(network, parameters, batch, dropout, gradient, -step))
                / (2 * step);
        assertThat(difference / square).isCloseTo(1, within(2e-2));
    }

    private static double moved(
            TrainableNetwork network, Parameters from, NoisedBatch batch, Dropout dropout, float[] along, double step) {
        Parameters to = from.copy();
        for (int i = 0; i < along.length; i++) {
            to.values()[i] += (float) (step * along[i]);
        }
        return network.lossAndGradient(to, batch, 1, new float[to.size()], dropout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void refusesWhatIsOutOfRange(String family) throws Exception {
        Parameters p = parameters(family);
        int v = p.configuration().vocabularySize();
        TrainableNetwork network = network(p, 1);
        float[] gradient = new float[p.size()];
        refuses(network, p, batch(1, 2, new int[] {0, 1}, new int[] {0, v}, 1), gradient, "noised[1]=" + v);
        refuses(network, p, batch(1, 2, new int[] {-1, 1}, new int[] {0, 0}, 1), gradient, "clean[0]=-1");
        refuses(network, p, batch(1, 1, new int[1], new int[1], 0), gradient, "sigma[0]=0.0");
        refuses(network, p, batch(1, 1, new int[1], new int[1], 1), new float[3], "gradient.length=3");
        refuses(network, p, batch(1, 99, new int[99], new int[99], 1), gradient, "length=99 >");
    }

    private static void refuses(
            TrainableNetwork network, Parameters parameters, NoisedBatch batch, float[] gradient, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.lossAndGradient(parameters, batch, 1, gradient, Dropout.NONE))
                .withMessageContaining(why);
    }

    private static NoisedBatch batch(int batch, int length, int[] clean, int[] noised, float sigma) {
        return new NoisedBatch(batch, length, clean, noised, new float[] {sigma}, new float[] {1});
    }

    /** The first golden batch. */
    private static NoisedBatch batch(GoldenTensors training) {
        int[] shape = training.shape("x0.0");
        return new NoisedBatch(
                shape[0],
                shape[1],
                training.ints("x0.0"),
                training.ints("xt.0"),
                training.floats("step0.sigma"),
                training.floats("step0.dsigma"));
    }

    private static TrainableNetwork network(Parameters parameters, int threads) {
        return new TrainableNetwork(parameters.configuration(), Workers.of(threads));
    }

    private static Parameters parameters(String family) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Path.of("src/test/resources/golden", family))) {
            return Parameters.of(checkpoint.configuration(), checkpoint.weights());
        }
    }
}
