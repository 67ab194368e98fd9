package dev.sedd.kernels;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The threads that a kernel may use. Work is cut into tasks by the kernel, at places that do not depend on the number
 * of threads, so that every number gives the same bits.
 *
 * <p>{@link #sequential()} runs on the caller's thread, {@link #of(int)} makes a team of its own (close it, or let it
 * idle: its threads are daemons), {@link #shared()} is one team of as many threads as the processors that this process
 * may use. A team may be used by several callers at once.
 */
public final class Workers implements AutoCloseable {
    private static final Workers SEQUENTIAL = new Workers(1, null);

    private final int threads;
    private final ForkJoinPool pool;

    private Workers(int threads, ForkJoinPool pool) {
        this.threads = threads;
        this.pool = pool;
    }

    /** The caller's thread alone. */
    public static Workers sequential() {
        return SEQUENTIAL;
    }

    /** A team of as many threads as the processors that this process may use, made at the first call. */
    public static Workers shared() {
        return Shared.TEAM;
    }

    /**
     * A team of {@code threads} threads, the caller's own among them while it waits.
     *
     * @throws IllegalArgumentException where threads &lt; 1
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads + " < 1");
        }
        return threads == 1 ? SEQUENTIAL : new Workers(threads, new ForkJoinPool(threads - 1));
    }

    /** How many threads work at once. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code task} for 0 ≤ i &lt; count, each once, in any order, and returns when all are done. The first
     * exception that a task throws is thrown here.
     */
    public void forEach(int count, IntConsumer task) {
        if (pool == null || count <= 1) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        new Batch(count, Math.min(count, threads), task).run(pool);
    }

    /** Stops the team's threads. The shared and the sequential team stay as they are. */
    @Override
    public void close() {
        if (pool != null && this != Shared.TEAM) {
            pool.shutdown();
        }
    }

    private static final class Shared {
        static final Workers TEAM = of(Runtime.getRuntime().availableProcessors());
    }

    /** The tasks of one call: every member of the team takes the next one until none is left. */
    private static final class Batch {
        private final AtomicInteger next = new AtomicInteger();
        private final int count;
        private final int members;
        private final IntConsumer task;

        Batch(int count, int members, IntConsumer task) {
            this.count = count;
            this.members = members;
            this.task = task;
        }

        void run(ForkJoinPool pool) {
            ForkJoinTask<?>[] others = new ForkJoinTask<?>[members - 1];
            for (int i = 0; i < others.length; i++) {
                others[i] = pool.submit(new Member(this));
            }
            try {
                work();
            } finally {
                for (ForkJoinTask<?> other : others) {
                    other.quietlyJoin();
                }
            }
            for (ForkJoinTask<?> other : others) {
                other.join();
            }
        }

        void work() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        }
    }

    private static final class Member extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final transient Batch batch;

        Member(Batch batch) {
            this.batch = batch;
        }

        @Override
        protected void compute() {
            batch.work();
        }
    }
}
