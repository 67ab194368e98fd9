package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    void refusesNoThreads() {
        assertThatIllegalArgumentException().isThrownBy(() -> Workers.of(0)).withMessage("threads=0 < 1");
    }

    @Test
    void refusesMoreThreadsThanAPoolHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workers.of(40_000))
                .withMessage("threads=40000 > 32768");
    }

    /** Closed, even while its members are still awake, a team loses no task and throws nothing. */
    @Test
    void aClosedTeamLeavesAllToTheCaller() {
        Workers workers = Workers.of(3);
        AtomicInteger done = new AtomicInteger();
        workers.forEach(10, i -> done.incrementAndGet());
        workers.close();
        for (int call = 0; call < 200; call++) {
            workers.forEach(10, i -> done.incrementAndGet());
        }
        assertThat(done).hasValue(2010);
    }

    @Test
    void passesOnWhatNoCompilerKnewOf() {
        try (Workers workers = Workers.of(2)) {
            assertThatThrownBy(
                            () -> workers.forEach(4, i -> WorkersTest.<RuntimeException>sneak(new IOException("lost"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("lost");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }
}
