package dev.sedd.jmh;

import java.util.Arrays;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Times computations that are to be compared, in turns: a shared machine changes its speed from minute to minute, and so treats
 * all of them alike.
 */
public final class Turns {
    private static final long TURN_NANOS = 500_000_000;

    /**
     * Until then threads that wait for more work are asleep, and take no processor from the next task: this project's look for it
     * for a tenth of a millisecond, ONNX Runtime's for 60 (measured by the processor time of the process after a run).
     */
    private static final int PAUSE_MILLISECONDS = 200;

    private Turns() {}

    /**
     * Milliseconds of one call of each, the median of its turns. In a turn one is called for half a second, at least once.
     *
     * @param rounds turns of each, at least 1
     */
    public static double[] milliseconds(int rounds, Runnable... tasks) throws InterruptedException {
        double[][] turns = new double[tasks.length][rounds];
        for (int i = 0; i < rounds; i++) {
            for (int task = 0; task < tasks.length; task++) {
                turns[task][i] = turn(tasks[task]);
            }
        }
        return Arrays.stream(turns)
                .mapToDouble(one -> new ListStatistics(one).getPercentile(50))
                .toArray();
    }

    private static double turn(Runnable task) throws InterruptedException {
        Thread.sleep(PAUSE_MILLISECONDS);
        long start = System.nanoTime();
        long nanos = 0;
        int calls = 0;
        while (nanos < TURN_NANOS) {
            task.run();
            calls++;
            nanos = System.nanoTime() - start;
        }
        return nanos * 1e-6 / calls;
    }
}
