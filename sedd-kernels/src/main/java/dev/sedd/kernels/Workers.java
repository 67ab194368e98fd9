package dev.sedd.kernels;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Team team;

    private Workers(int threads, Team team) {
        this.threads = threads;
        this.team = team;
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
        return threads == 1 ? SEQUENTIAL : new Workers(threads, new Team(threads - 1));
    }

    /** How many threads work at once. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code task} for 0 ≤ i &lt; count, each once, in any order, and returns when all are done. The first
     * exception that a task throws is thrown here, after the others have been done. A task may call this itself.
     */
    public void forEach(int count, IntConsumer task) {
        if (team == null || count <= 1) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        team.run(new Batch(count, task));
    }

    /** Stops the team's threads. The shared and the sequential team stay as they are. */
    @Override
    public void close() {
        if (team != null && this != Shared.TEAM) {
            team.pool.shutdown();
        }
    }

    private static final class Shared {
        static final Workers TEAM = of(Runtime.getRuntime().availableProcessors());
    }

    /**
     * A pool whose threads stay awake between the batches of one computation, which follow each other within
     * microseconds: to wake a sleeping thread takes longer than many a batch. A member that has found no work for a while
     * goes back to sleep; the next batch calls it again.
     */
    private static final class Team {
        /** Looks for work before a member goes to sleep, some 100 µs. */
        private static final int PATIENCE = 4096;

        private final ForkJoinPool pool;
        private final int members;
        private final AtomicInteger awake = new AtomicInteger();
        private volatile Batch current;

        Team(int members) {
            this.members = members;
            pool = new ForkJoinPool(members);
        }

        void run(Batch batch) {
            current = batch;
            for (int here = awake.get(); here < members; here = awake.get()) {
                if (awake.compareAndSet(here, here + 1)) {
                    pool.execute(new Member(this));
                }
            }
            batch.work();
            batch.await();
            if (current == batch) {
                current = null;
            }
            batch.rethrow();
        }

        void serve() {
            for (int looks = 0; looks < PATIENCE; looks++) {
                Batch batch = current;
                if (batch != null && batch.work()) {
                    looks = 0;
                }
                Thread.onSpinWait();
            }
            awake.decrementAndGet();
        }
    }

    /** The tasks of one call: every thread takes the next one until none is left. */
    private static final class Batch {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final int count;
        private final IntConsumer task;

        Batch(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
        }

        /** Works until no task is left to take; whether there was one. */
        boolean work() {
            boolean worked = false;
            while (next.get() < count) {
                int i = next.getAndIncrement();
                if (i < count) {
                    run(i);
                    worked = true;
                }
            }
            return worked;
        }

        private void run(int i) {
            try {
                task.accept(i);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                done.incrementAndGet();
            }
        }

        /** Waits for the tasks that others have taken: awake for a while, then giving way to other threads. */
        void await() {
            for (int looks = 0; done.get() < count; looks++) {
                if (looks < Team.PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        void rethrow() {
            Throwable e = failure.get();
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private static final class Member extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final transient Team team;

        Member(Team team) {
            this.team = team;
        }

        @Override
        protected void compute() {
            team.serve();
        }
    }
}
