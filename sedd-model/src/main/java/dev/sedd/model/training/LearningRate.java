package dev.sedd.model.training;

/** The learning rate of every step, counted from 1. All schedules rise in a line from 0 over the warm-up. */
public sealed interface LearningRate {
    /** The rate after the warm-up. */
    double peak();

    /** Steps of the warm-up, at least 0. At the last of them the rate is the peak. */
    int warmup();

    /** The rate of a step after the warm-up. */
    double afterWarmup(int step);

    /** The rate of a step, at least 1. */
    default double at(int step) {
        if (step < warmup()) {
            return peak() * step / warmup();
        }
        return step == warmup() ? peak() : afterWarmup(step);
    }

    /** The peak for good. */
    record Constant(double peak, int warmup) implements LearningRate {
        /** Refuses what is no rate. */
        public Constant {
            check(peak, warmup);
        }

        @Override
        public double afterWarmup(int step) {
            return peak;
        }
    }

    /**
     * From the peak at the end of the warm-up down to a floor at the last step, where that comes later, along half a cosine (Loshchilov and Hutter
     * 2017, arXiv 1608.03983), and the floor from there on.
     *
     * @param floor the rate of the last step, from 0 to the peak
     * @param steps the last step
     */
    record Cosine(double peak, double floor, int warmup, int steps) implements LearningRate {
        /** Refuses what is no rate. */
        public Cosine {
            check(peak, warmup);
            if (!(floor >= 0 && floor <= peak)) {
                throw new IllegalArgumentException("the lowest rate " + floor + " is not from 0 to " + peak);
            }
            if (steps < 1) {
                throw new IllegalArgumentException("steps=" + steps + " < 1");
            }
        }

        @Override
        public double afterWarmup(int step) {
            if (step >= steps) {
                return floor;
            }
            double share = (double) (step - warmup) / (steps - warmup);
            return floor + (peak - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * share));
        }
    }

    private static void check(double peak, int warmup) {
        if (!(peak > 0 && peak < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate " + peak + " is not positive and finite");
        }
        if (warmup < 0) {
            throw new IllegalArgumentException("warmup=" + warmup + " < 0");
        }
    }
}
