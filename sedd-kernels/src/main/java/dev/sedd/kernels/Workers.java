package dev.sedd.kernels;

import dev.sedd.kernels.internal.Checks;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * The threads that a kernel may use. The kernel cuts the work into tasks: where it cuts may depend on the number of threads, but
 * no sum is ever cut so. Every number is the same sum in the same order, on whichever thread, and any number of threads gives the
 * same bits.
 *
 * <p>{@link #sequential()} runs on the caller's thread, {@link #of(int)} makes a team of its own (close it, or let it
 * idle: its threads are daemons), {@link #shared()} is one team of as many threads as the processors that this process
 * may use. A team may be used by several callers at once.
 */
public final class Workers implements AutoCloseable {
    private static final Workers SEQUENTIAL = new Workers(1, null);

    /** As many as a pool of Java's may have. */
    private static final int MOST_THREADS = 32767;

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
     * @throws IllegalArgumentException where threads &lt; 1 or &gt; 32767
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads + " < 1");
        }
        if (threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads=" + threads + " > " + MOST_THREADS);
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
     *
     * <p>A team whose threads are awake allocates nothing; to wake one makes a small object, and so does a call while the team
     * serves another.
     */
    public void forEach(int count, IntConsumer task) {
        Objects.requireNonNull(task, "task");
        Checks.size("count", count);
        if (team == null || count <= 1) {
            alone(count, task);
            return;
        }
        team.run(count, task);
    }

    private static void alone(int count, IntConsumer task) {
        Throwable failure = null;
        for (int i = 0; i < count; i++) {
            try {
                task.accept(i);
            } catch (Throwable e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw Workers.<RuntimeException>same(failure);
        }
    }

    /** To throw what a task has thrown as it is: a lambda may throw a checked exception, though none is declared. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E same(Throwable e) throws E {
        throw (E) e;
    }

    /**
     * Stops the team's threads, each as soon as it finds no work; from then on its callers do what they leave, in the end all. The
     * shared and the sequential team stay as they are.
     */
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
        private final Batch usual = new Batch();
        private final AtomicBoolean usualTaken = new AtomicBoolean();
        private final Queue<Batch> others = new ConcurrentLinkedQueue<>(); // Of other callers, and of tasks.

        Team(int members) {
            this.members = members;
            pool = new ForkJoinPool(members);
        }

        /** Runs a batch: the usual one, or a new one where another caller, or a task of this one, has that. */
        void run(int count, IntConsumer task) {
            boolean takes = usualTaken.compareAndSet(false, true);
            try {
                run(takes ? usual : new Batch(), count, task);
            } finally {
                if (takes) {
                    usualTaken.set(false);
                }
            }
        }

        private void run(Batch batch, int count, IntConsumer task) {
            batch.begin(count, task);
            if (batch != usual) {
                others.add(batch);
            }
            try {
                wake();
            } finally {
                batch.work();
                batch.await();
                if (batch != usual) {
                    others.remove(batch);
                }
                batch.end();
            }
        }

        /** Calls the members that sleep; of a closed team none comes. */
        private void wake() {
            while (countsOneMore()) {
                try {
                    pool.execute(new Member(this));
                } catch (RejectedExecutionException e) {
                    awake.decrementAndGet();
                    return;
                }
            }
        }

        void serve() {
            do {
                for (int looks = 0; looks < PATIENCE; looks++) {
                    if (work()) {
                        looks = 0;
                    }
                    Thread.onSpinWait();
                }
                awake.decrementAndGet();
                // A batch may have come since the last look, and have counted on this member.
            } while (isWanted() && countsOneMore());
        }

        private boolean work() {
            boolean worked = usual.work();
            if (!others.isEmpty()) {
                for (Batch batch : others) {
                    worked |= batch.work();
                }
            }
            return worked;
        }

        private boolean isWanted() {
            return usual.isOpen() || !others.isEmpty() && others.stream().anyMatch(Batch::isOpen);
        }

        /** Counts a member more as awake, where one sleeps. */
        private boolean countsOneMore() {
            for (int here = awake.get(); here < members; here = awake.get()) {
                if (awake.compareAndSet(here, here + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The tasks of one call: every thread takes the next one until none is left. Used again for one call after the other.
     *
     * <p>{@code state} holds the number of the call in its upper half and how many tasks are left to take in the lower. A
     * thread that looks at it, reads count and task, and then takes a task by setting the state it saw to one less, has
     * read those of the same call: they are written while no task is left, before the state tells of new ones, and stay
     * until all tasks of the call are done.
     */
    private static final class Batch {
        private static final long LEFT = 0xFFFF_FFFFL;

        private final AtomicLong state = new AtomicLong();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile int count;
        private volatile IntConsumer task;

        /** Offers the tasks of a call. */
        void begin(int newCount, IntConsumer newTask) {
            count = newCount;
            task = newTask;
            done.set(0);
            state.set((state.get() | LEFT) + 1 + newCount);
        }

        /** Whether a task is left to take. */
        boolean isOpen() {
            return (state.get() & LEFT) > 0;
        }

        /** Works until no task is left to take; whether there was one. */
        boolean work() {
            boolean worked = false;
            for (long here = state.get(); (here & LEFT) > 0; here = state.get()) {
                IntConsumer taken = task;
                int i = count - (int) (here & LEFT);
                if (state.compareAndSet(here, here - 1)) {
                    run(taken, i);
                    worked = true;
                }
            }
            return worked;
        }

        private void run(IntConsumer taken, int i) {
            try {
                taken.accept(i);
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

        /** Lets go of the task, and throws what one of them has thrown. */
        void end() {
            task = null;
            Throwable e = failure.get();
            if (e == null) {
                return;
            }
            failure.set(null);
            throw Workers.<RuntimeException>same(e);
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
