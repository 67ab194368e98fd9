package dev.sedd.jmh;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.training.Dropout;
import dev.sedd.model.training.NoisedBatch;
import dev.sedd.model.training.Parameters;
import dev.sedd.model.training.TrainableNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Loss and gradient of one batch of full-length sequences, with random weights; counts the products alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TrainingStepBenchmark extends Settings {
    /** A network and its batch. */
    public enum Task {
        /** The notebook's network, batch 8. */
        NOTEBOOK(8, Network.NOTEBOOK.configuration()),
        /** The sedd family at D 256, 4 blocks, T 256, V 66, batch 32. */
        SEDD(32, new Configuration(Family.SEDD, new Absorbing(66), LogLinear.DEFAULT, 256, 128, 256, 4, 4, true, 0));

        private final int batch;
        private final Configuration configuration;

        Task(int batch, Configuration configuration) {
            this.batch = batch;
            this.configuration = configuration;
        }

        /**
         * Billions of operations in the products of a step, those of the backward pass twice those of the forward pass, and attention's
         * scores once more, since its weights are computed again and not kept. Of all rows: under absorb, what is left out here
         * counts as done.
         */
        double gflop() {
            Configuration c = configuration;
            double rows = (double) batch * c.length();
            double runs = c.family() == Family.NANOGPT ? 2 : 1;
            double layers = c.blocks() * (runs * 4 + 8) * c.hiddenSize() + c.vocabularySize();
            double attention = c.blocks() * runs * c.length();
            return 1e-9 * rows * c.hiddenSize() * (6 * layers + (4 + 10) * attention);
        }
    }

    /** The network. */
    @Param({"NOTEBOOK", "SEDD"})
    public Task network;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private TrainableNetwork trainable;
    private Parameters parameters;
    private NoisedBatch batch;
    private float[] gradient;

    /** Makes the network and checks that the gradient does not depend on the threads. */
    @Setup
    public void prepare() {
        Configuration c = network.configuration;
        workers = Workers.of(threads);
        parameters = Parameters.of(c, RandomWeights.of(c));
        trainable = new TrainableNetwork(c, workers);
        gradient = new float[parameters.size()];
        batch = noised(c, network.batch);
        NoisedBatch one = noised(c, 1);
        trainable.lossAndGradient(parameters, one, 1, gradient, Dropout.NONE);
        float[] expected = new float[parameters.size()];
        new TrainableNetwork(c, Workers.sequential()).lossAndGradient(parameters, one, 1, expected, Dropout.NONE);
        if (!Arrays.equals(expected, gradient)) {
            throw new IllegalStateException("the gradient depends on the threads");
        }
    }

    private static NoisedBatch noised(Configuration c, int batch) {
        SplittableRandom random = new SplittableRandom(1);
        int[] clean =
                random.ints((long) batch * c.length(), 0, c.graph().tokens()).toArray();
        int[] noised = new int[clean.length];
        float[] sigma = new float[batch];
        float[] rate = new float[batch];
        for (int b = 0; b < batch; b++) {
            double t = (b + 0.5) / batch;
            sigma[b] = (float) c.noise().total(t);
            rate[b] = (float) c.noise().rate(t);
            for (int i = b * c.length(); i < (b + 1) * c.length(); i++) {
                noised[i] = c.graph().perturb(clean[i], sigma[b], random.nextDouble());
            }
        }
        return new NoisedBatch(batch, c.length(), clean, noised, sigma, rate);
    }

    /** Forward and backward. */
    @Benchmark
    public double lossAndGradient(Flops flops) {
        Arrays.fill(gradient, 0);
        flops.gflop += network.gflop();
        return trainable.lossAndGradient(parameters, batch, 1, gradient, Dropout.NONE);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }
}
