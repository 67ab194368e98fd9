package dev.sedd.model.sampling;

/** Pearson's test of counts against a law. */
final class ChiSquare {
    private ChiSquare() {}

    /** Σ (count − expected)² / expected over the cells that the law allows; infinite where one it forbids was hit. */
    static double statistic(int[] counts, double[] law) {
        double mass = 0;
        long draws = 0;
        for (int i = 0; i < law.length; i++) {
            mass += law[i];
            draws += counts[i];
        }
        double statistic = 0;
        for (int i = 0; i < law.length; i++) {
            double expected = draws * law[i] / mass;
            double difference = counts[i] - expected;
            if (law[i] > 0) {
                statistic += difference * difference / expected;
            } else if (counts[i] > 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return statistic;
    }

    /** The value that a true law exceeds once in a thousand times, from the tables. */
    static double critical(int degreesOfFreedom) {
        return switch (degreesOfFreedom) {
            case 2 -> 13.816;
            case 8 -> 26.124;
            case 26 -> 54.052;
            default -> throw new IllegalArgumentException("no table for " + degreesOfFreedom + " degrees of freedom");
        };
    }
}
