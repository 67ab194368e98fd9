package dev.sedd.cli.demo;

import java.util.Locale;

/**
 * Learns the ratios a = p(y)/p(x) of a small law by gradient descent on a table with one number θ for each pair x ≠ y. The
 * loss is the expectation over x ~ p; there is no sampling. AdamW without weight decay, betas 0.9 and 0.999.
 */
final class RatioLearner {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPS = 1e-8;

    /** What is minimised. */
    enum Rule {
        /** s = e^θ; Σ s − a ln s + a (ln a − 1) (Lou et al. 2024, eq. 5). */
        SCORE_ENTROPY,
        /** s = θ; Σ (s − a)²/2 (Meng et al. 2022). */
        CONCRETE_SCORE_MATCHING;

        private double ratio(double theta) {
            return this == SCORE_ENTROPY ? StrictMath.exp(theta) : theta;
        }

        private double loss(double theta, double a) {
            double s = ratio(theta);
            return this == SCORE_ENTROPY ? s - a * theta + a * (StrictMath.log(a) - 1) : (s - a) * (s - a) / 2;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final double[] law; // (n)
    private final Rule rule;
    private final double rate;
    private final double[][] theta; // (n, n), row x, column y
    private final double[][] mean;
    private final double[][] square;
    private int steps;

    /** @param start the numbers to start from, (n, n); copied */
    RatioLearner(double[] law, Rule rule, double rate, double[][] start) {
        int n = law.length;
        this.law = law;
        this.rule = rule;
        this.rate = rate;
        theta = new double[n][];
        for (int x = 0; x < n; x++) {
            theta[x] = start[x].clone();
        }
        mean = new double[n][n];
        square = new double[n][n];
    }

    /** One step. Both losses have the same gradient, p(x) (s − a): with respect to ln s the one, to s the other. */
    void step() {
        steps++;
        for (int x = 0; x < law.length; x++) {
            for (int y = 0; y < law.length; y++) {
                if (x != y) {
                    update(x, y, law[x] * (rule.ratio(theta[x][y]) - law[y] / law[x]));
                }
            }
        }
    }

    private void update(int x, int y, double gradient) {
        mean[x][y] = BETA_1 * mean[x][y] + (1 - BETA_1) * gradient;
        square[x][y] = BETA_2 * square[x][y] + (1 - BETA_2) * gradient * gradient;
        double m = mean[x][y] / (1 - StrictMath.pow(BETA_1, steps));
        double v = square[x][y] / (1 - StrictMath.pow(BETA_2, steps));
        theta[x][y] -= rate * m / (StrictMath.sqrt(v) + EPS);
    }

    /** Where it stands now. */
    Ratios ratios() {
        int n = law.length;
        double[][] s = new double[n][n];
        double loss = 0;
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                s[x][y] = x == y ? 1 : rule.ratio(theta[x][y]);
                loss += x == y ? 0 : law[x] * rule.loss(theta[x][y], law[y] / law[x]);
            }
        }
        return new Ratios(s, loss, law);
    }

    /**
     * Learned ratios.
     *
     * @param values (n, n), row x, column y
     * @param loss the loss
     * @param law p, (n)
     */
    record Ratios(double[][] values, double loss, double[] law) {
        /** The largest |s − a|/a. */
        double worst() {
            double worst = 0;
            for (int x = 0; x < law.length; x++) {
                for (int y = 0; y < law.length; y++) {
                    double a = law[y] / law[x];
                    worst = Math.max(worst, Math.abs(values[x][y] - a) / a);
                }
            }
            return worst;
        }

        /** How many are no ratios of probabilities at all: 0 or less. */
        int negative() {
            int count = 0;
            for (double[] row : values) {
                for (double s : row) {
                    count += s <= 0 ? 1 : 0;
                }
            }
            return count;
        }
    }
}
