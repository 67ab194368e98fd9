package dev.sedd.cli.demo;

import dev.sedd.cli.demo.RatioLearner.Ratios;
import dev.sedd.cli.demo.RatioLearner.Rule;
import dev.sedd.cli.output.Failure;
import dev.sedd.model.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The slides' first experiment: both rules learn the ratios of p = (0.05, 0.15, 0.30, 0.50) from the same start.
 *
 * @param law p
 * @param snapshots one for each step, from 0
 */
record RatioExperiment(double[] law, List<Snapshot> snapshots) {
    private static final double[] LAW = {0.05, 0.15, 0.30, 0.50};
    private static final double SPREAD = 0.1;

    /**
     * Both learners after a step.
     *
     * @param step the number of steps done
     * @param entropy what score entropy has learned
     * @param matching what concrete score matching has learned
     */
    record Snapshot(int step, Ratios entropy, Ratios matching) {
        private boolean finite() {
            return Double.isFinite(entropy.loss()) && Double.isFinite(matching.loss());
        }
    }

    /**
     * Runs it. The same random numbers, normal with deviation 0.1, are the start of both tables.
     *
     * @throws Failure where it diverges
     */
    static RatioExperiment run(int steps, double rate, long seed) {
        double[][] start = start(new CounterRandom(seed));
        RatioLearner entropy = new RatioLearner(LAW, Rule.SCORE_ENTROPY, rate, start);
        RatioLearner matching = new RatioLearner(LAW, Rule.CONCRETE_SCORE_MATCHING, rate, start);
        List<Snapshot> snapshots = new ArrayList<>();
        snapshots.add(new Snapshot(0, entropy.ratios(), matching.ratios()));
        for (int step = 1; step <= steps; step++) {
            entropy.step();
            matching.step();
            Snapshot snapshot = new Snapshot(step, entropy.ratios(), matching.ratios());
            if (!snapshot.finite()) {
                throw new Failure("after step " + step + " a ratio is no finite number any more; choose a lower --lr");
            }
            snapshots.add(snapshot);
        }
        return new RatioExperiment(LAW, snapshots);
    }

    /** Box and Muller's. */
    private static double[][] start(CounterRandom random) {
        double[][] start = new double[LAW.length][LAW.length];
        for (int x = 0; x < LAW.length; x++) {
            for (int y = 0; y < LAW.length; y++) {
                double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.uniform(x, y, 0, 0)));
                start[x][y] = SPREAD * radius * StrictMath.cos(2 * Math.PI * random.uniform(x, y, 0, 1));
            }
        }
        return start;
    }

    /** a = p(y)/p(x), row x, column y. */
    double[][] truth() {
        double[][] a = new double[law.length][law.length];
        for (int x = 0; x < law.length; x++) {
            for (int y = 0; y < law.length; y++) {
                a[x][y] = law[y] / law[x];
            }
        }
        return a;
    }

    /** Every {@code interval}-th snapshot, and the last. */
    List<Snapshot> every(int interval) {
        int last = snapshots.size() - 1;
        return snapshots.stream()
                .filter(s -> s.step() % interval == 0 || s.step() == last)
                .toList();
    }
}
