package dev.sedd.model.evaluation;

import dev.sedd.model.noise.TimeRange;
import dev.sedd.model.random.CounterRandom;

/**
 * The times at which windows are noised: uniform in the {@link TimeRange}, as in training, and stratified over the windows. Within a draw the range is cut
 * into as many equal strata as there are windows, and each stratum falls to one window, dealt by a random permutation; in
 * its stratum a time is uniform. So every window meets every time with the same chance, the mean of a draw is unbiased, and
 * different draws are independent.
 */
final class Times {
    private static final int PLACE = 0;
    private static final int ORDER = 1;
    private static final int TIME_STREAM = -1; // No window has this number, so noise never meets these addresses.

    private Times() {}

    /** The times of the windows in one draw, (windows). */
    static double[] of(CounterRandom random, int draw, int windows) {
        int[] stratum = permutation(random, draw, windows);
        double[] times = new double[windows];
        for (int w = 0; w < windows; w++) {
            double place = (stratum[w] + random.uniform(TIME_STREAM, draw, w, PLACE)) / windows;
            times[w] = TimeRange.at(place);
        }
        return times;
    }

    /** Fisher and Yates's. */
    private static int[] permutation(CounterRandom random, int draw, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) (random.uniform(TIME_STREAM, draw, i, ORDER) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
