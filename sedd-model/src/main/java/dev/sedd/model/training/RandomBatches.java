package dev.sedd.model.training;

import dev.sedd.model.data.Examples;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.noise.NoiseSchedule;
import dev.sedd.model.noise.TimeRange;
import dev.sedd.model.random.CounterRandom;

/**
 * The batches of a run: examples drawn at random, with replacement, and noised. Times are stratified: the i-th of a step's n
 * examples has t uniform in the i-th of n equal parts of the {@link TimeRange}, so that every step sees all levels of
 * noise.
 *
 * <p>Random numbers are addressed by (seed; example, step, position, what for), so that a step's batch depends on its number
 * alone. A step may be cut into parts, whose gradients are added up; the arrays of a part are used again for the next one.
 */
public final class RandomBatches implements Batches {
    private static final int EXAMPLE = 0;
    private static final int TIME = 1;
    private static final int NOISE = 2;

    private final Examples examples;
    private final TransitionGraph graph;
    private final NoiseSchedule noise;
    private final int size;
    private final int parts;
    private final CounterRandom random;
    private final NoisedBatch batch;

    /**
     * Batches of a run.
     *
     * @param examples what to draw from, at least one
     * @param size examples of a step, a multiple of {@code parts}
     * @param parts how many parts a step is cut into
     */
    public RandomBatches(
            Examples examples, TransitionGraph graph, NoiseSchedule noise, int size, int parts, long seed) {
        if (size < 1 || parts < 1 || size % parts != 0) {
            throw new IllegalArgumentException("a batch of " + size + " cannot be cut into " + parts + " equal parts");
        }
        long tokens = (long) (size / parts) * examples.length();
        if (tokens > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a batch of " + size / parts + " examples of " + examples.length()
                    + " tokens does not fit an array; use a smaller one");
        }
        this.examples = examples;
        this.graph = graph;
        this.noise = noise;
        this.size = size;
        this.parts = parts;
        random = new CounterRandom(seed);
        int rows = size / parts;
        batch = new NoisedBatch(
                rows,
                examples.length(),
                new int[(int) tokens],
                new int[(int) tokens],
                new float[rows],
                new float[rows]);
    }

    @Override
    public int parts() {
        return parts;
    }

    @Override
    public NoisedBatch part(int step, int part) {
        for (int row = 0; row < batch.batch(); row++) {
            fill(row, part * batch.batch() + row, step);
        }
        return batch;
    }

    private void fill(int row, int example, int step) {
        int length = batch.length();
        int from = row * length;
        examples.copy((long) (random.uniform(example, step, 0, EXAMPLE) * examples.size()), batch.clean(), from);
        double stratum = (example + random.uniform(example, step, 0, TIME)) / size;
        double t = TimeRange.at(stratum);
        double sigma = noise.total(t);
        batch.sigma()[row] = (float) sigma;
        batch.rate()[row] = (float) noise.rate(t);
        for (int i = 0; i < length; i++) {
            double u = random.uniform(example, step, i, NOISE);
            batch.noised()[from + i] = graph.perturb(batch.clean()[from + i], sigma, u);
        }
    }
}
