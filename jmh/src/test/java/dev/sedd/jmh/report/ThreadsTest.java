package dev.sedd.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which numbers of threads are measured. */
class ThreadsTest {
    @Test
    void doublesFromOneAndEndsWithAllCores() {
        assertThat(Threads.doubled(1)).containsExactly(1);
        assertThat(Threads.doubled(2)).containsExactly(1, 2);
        assertThat(Threads.doubled(6)).containsExactly(1, 2, 4, 6);
        assertThat(Threads.doubled(8)).containsExactly(1, 2, 4, 8);
    }

    @Test
    void writesSmallNumbersInWords() {
        assertThat(Threads.inWords(1)).isEqualTo("one thread");
        assertThat(Threads.inWords(2)).isEqualTo("two threads");
        assertThat(Threads.inWords(16)).isEqualTo("16 threads");
        assertThat(Threads.inDigits(1)).isEqualTo("1 thread");
    }
}
