package dev.sedd.jmh.report;

import java.util.Arrays;
import java.util.Locale;

/** How long every benchmark is measured. */
enum Time {
    /** To see that everything runs: the figures mean little. */
    SHORT(1, 1, 100, 1),
    /** The whole suite within ten minutes. */
    NORMAL(2, 5, 600, 3),
    /** For figures to be shown. */
    LONG(5, 10, 2000, 10);

    final int warmups;
    final int iterations;
    final int milliseconds;

    /** Single calls that are measured, after one to warm up. */
    final int shots;

    Time(int warmups, int iterations, int milliseconds, int shots) {
        this.warmups = warmups;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
        this.shots = shots;
    }

    /** The constant of that name, in small letters. */
    static Time of(String name) {
        return Arrays.stream(values())
                .filter(time -> time.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("time=" + name + " is not short, normal or long"));
    }
}
