package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The team runs every task once, on as many threads as it says, and passes on what goes wrong. */
class WorkersTest {
    @Test
    void runsEveryTaskOnce() {
        for (int threads : new int[] {1, 2, 5}) {
            try (Workers workers = Workers.of(threads)) {
                for (int count : new int[] {0, 1, 2, 3, 1000}) {
                    AtomicIntegerArray runs = new AtomicIntegerArray(count);
                    workers.forEach(count, runs::incrementAndGet);
                    for (int i = 0; i < count; i++) {
                        assertThat(runs.get(i)).isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void usesAsManyThreadsAsItSays() {
        try (Workers workers = Workers.of(3)) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch together = new CountDownLatch(3);
            workers.forEach(3, i -> {
                seen.add(Thread.currentThread());
                together.countDown();
                try {
                    together.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(seen).hasSize(3).contains(Thread.currentThread());
        }
    }

    @Test
    void refusesWhatAreNoTasks() {
        try (Workers workers = Workers.of(2)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> workers.forEach(-1, i -> {}))
                    .withMessage("count=-1 is negative");
            assertThatNullPointerException()
                    .isThrownBy(() -> workers.forEach(0, null))
                    .withMessage("task");
        }
    }

    @Test
    void passesOnTheExceptionOfATask() {
        try (Workers workers = Workers.of(2)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> workers.forEach(100, i -> {
                        if (i == 50) {
                            throw new IllegalStateException("task 50");
                        }
                    }))
                    .withMessageContaining("task 50");
        }
    }

    @Test
    void doesAllOthersWhereATaskFails() {
        for (int threads : new int[] {1, 2, 5}) {
            try (Workers workers = Workers.of(threads)) {
                AtomicIntegerArray runs = new AtomicIntegerArray(100);
                assertThatIllegalStateException()
                        .as("%d threads", threads)
                        .isThrownBy(() -> workers.forEach(100, i -> {
                            runs.incrementAndGet(i);
                            if (i % 30 == 20) {
                                throw new IllegalStateException("task " + i);
                            }
                        }))
                        .withMessageMatching(threads == 1 ? "task 20" : "task [258]0");
                for (int i = 0; i < 100; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    /** A lambda can throw one that it does not declare. */
    @Test
    void passesOnACheckedException() {
        IOException unread = new IOException("unread");
        for (int threads : new int[] {1, 2}) {
            try (Workers workers = Workers.of(threads)) {
                for (int count : new int[] {1, 10}) {
                    assertThatThrownBy(() -> workers.forEach(count, i -> WorkersTest.<RuntimeException>fail(unread)))
                            .isSameAs(unread);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    @Timeout(60)
    void aClosedTeamLeavesTheWorkToItsCaller() {
        for (int before : new int[] {0, 1000}) {
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            Workers workers = Workers.of(3);
            workers.forEach(before, runs::decrementAndGet);
            workers.forEach(before, runs::incrementAndGet);
            workers.close();
            for (int round = 1; round <= 5; round++) {
                workers.forEach(1000, runs::incrementAndGet);
                for (int i = 0; i < 1000; i++) {
                    assertThat(runs.get(i)).as("runs, %d tasks before", before).isEqualTo(round);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void aTaskMayDivideItsOwnWork() {
        try (Workers workers = Workers.of(3)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(64);
            for (int round = 0; round < 50; round++) {
                workers.forEach(8, i -> workers.forEach(8, j -> runs.incrementAndGet(8 * i + j)));
            }
            for (int i = 0; i < 64; i++) {
                assertThat(runs.get(i)).isEqualTo(50);
            }
        }
    }

    @Test
    @Timeout(60)
    void servesSeveralCallersAtOnce() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(4);
            Thread[] callers = new Thread[4];
            for (int c = 0; c < 4; c++) {
                int caller = c;
                callers[c] = new Thread(() -> {
                    for (int round = 0; round < 200; round++) {
                        workers.forEach(5, i -> runs.incrementAndGet(caller));
                    }
                });
                callers[c].start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            for (int c = 0; c < 4; c++) {
                assertThat(runs.get(c)).isEqualTo(1000);
            }
        }
    }

    @Test
    void refusesNoThreadsAndTooMany() {
        assertThatIllegalArgumentException().isThrownBy(() -> Workers.of(0)).withMessage("threads=0 < 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Workers.of(40000)).withMessage("threads=40000 > 32767");
    }
}
