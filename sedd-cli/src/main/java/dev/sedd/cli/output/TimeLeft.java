package dev.sedd.cli.output;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long the work will still take, from its first step on: what the last steps took, times the steps that are left. The
 * first step, during which Java compiles, counts only as long as there is no other.
 */
final class TimeLeft {
    private static final int STEPS = 16;

    private final long total;
    private final LongSupplier clock;
    private final long[] ends = new long[STEPS + 1]; // step i ended at ends[i mod length]; the work began at ends[0]
    private long done;

    /**
     * The work begins now.
     *
     * @param total in how many steps
     * @param clock the time in nanoseconds, from any start
     */
    TimeLeft(long total, LongSupplier clock) {
        this.total = total;
        this.clock = clock;
        ends[0] = clock.getAsLong();
    }

    /** One more step is done. */
    synchronized void step() {
        done++;
        ends[(int) (done % ends.length)] = clock.getAsLong();
    }

    /** The time left; empty before the first step is done. */
    synchronized Optional<Duration> get() {
        if (done == 0) {
            return Optional.empty();
        }
        long first = done == 1 ? 0 : Math.max(1, done - STEPS);
        long last = ends[(int) (done % ends.length)];
        double step = (double) (last - ends[(int) (first % ends.length)]) / (done - first);
        long since = clock.getAsLong() - last;
        return Optional.of(Duration.ofNanos(Math.max(0, Math.round(step * (total - done)) - since)));
    }
}
