package dev.sedd.cli.demo;

import dev.sedd.kernels.Workers;
import dev.sedd.model.data.Examples;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.Transformer;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.training.AdamW;
import dev.sedd.model.training.Dropout;
import dev.sedd.model.training.Ema;
import dev.sedd.model.training.LearningRate;
import dev.sedd.model.training.RandomBatches;
import dev.sedd.model.training.Seeds;
import dev.sedd.model.training.TrainableNetwork;
import dev.sedd.model.training.Trainer;
import dev.sedd.model.training.TrainingState;

/** A network of some 30 thousand weights that learns the six sentences in seconds, in the way that large ones are trained. */
final class SentenceModel {
    private static final int WIDTH = 32;
    private static final int BLOCKS = 2;
    private static final int HEADS = 2;
    private static final int BATCH = 48;
    private static final double RATE = 3e-3;
    private static final int WARMUP = 20;
    private static final int LAST = 50;

    private final Configuration configuration;
    private final Workers workers = Workers.sequential(); // Too little work to share.
    private final Transformer network;
    private final double firstLoss;
    private final double lastLoss;

    /**
     * Trains a network.
     *
     * @param steps how long
     * @param afterStep called after every step
     */
    SentenceModel(TransitionGraph graph, int steps, long seed, Runnable afterStep) {
        NoiseSchedule noise = LogLinear.DEFAULT;
        boolean absorbs = !(graph instanceof Uniform);
        configuration = new Configuration(
                Family.NANOGPT, graph, noise, WIDTH, WIDTH, Sentences.LENGTH, BLOCKS, HEADS, absorbs, 0);
        TrainingState state = TrainingState.start(configuration, seed, workers);
        TrainableNetwork trained = new TrainableNetwork(configuration, workers);
        Examples examples = Examples.of(Sentences.tokens(), Sentences.LENGTH);
        Trainer trainer = new Trainer(
                new Trainer.Rules(
                        new LearningRate.Cosine(RATE, 0, WARMUP, steps),
                        new AdamW(0.9, 0.99, 1e-8, 0),
                        1,
                        new Ema(0.98)),
                state,
                new RandomBatches(examples, graph, noise, BATCH, 1, Seeds.BATCHES.of(seed)),
                (parameters, batch, scale, gradient, draw) ->
                        trained.lossAndGradient(parameters, batch, scale, gradient, Dropout.NONE),
                workers);
        double first = 0;
        double last = 0;
        int averaged = Math.min(LAST, steps);
        for (int step = 1; step <= steps; step++) {
            double loss = trainer.step().loss();
            first = step == 1 ? loss : first;
            last += step > steps - averaged ? loss / averaged : 0;
            afterStep.run();
        }
        firstLoss = first;
        lastLoss = last;
        network = new Transformer(configuration, state.average().weights(), workers);
    }

    /** The loss of the first batch, in nats per word. */
    double firstLoss() {
        return firstLoss;
    }

    /** The mean loss of the last batches. */
    double lastLoss() {
        return lastLoss;
    }

    /** Samples sentences in a number of steps. */
    Sampler sampler(int steps) {
        return new Sampler(network, configuration.graph(), configuration.noise(), new Tweedie(), steps, workers);
    }

    /** Total noise at a time. */
    double sigma(double time) {
        return configuration.noise().total(time);
    }

    /** The likeliest word at every position of a noised sentence, each on its own, all in one step. */
    int[] restore(int[] noised, double sigma) {
        TransitionGraph graph = configuration.graph();
        LogScore scores = new LogScore(graph.vocabularySize());
        network.logScore(1, noised.length, noised, new float[] {(float) sigma}, scores);
        double[] ratios = new double[graph.vocabularySize()];
        double[] weights = new double[graph.vocabularySize()];
        int[] restored = new int[noised.length];
        for (int i = 0; i < noised.length; i++) {
            scores.ratios(i, ratios);
            new Tweedie().weights(graph, noised[i], sigma, ratios, weights);
            for (int y = 1; y < graph.tokens(); y++) {
                restored[i] = weights[y] > weights[restored[i]] ? y : restored[i];
            }
        }
        return restored;
    }
}
