package dev.sedd.jmh.report;

import java.util.Arrays;
import java.util.Locale;

/** How long every benchmark is measured. */
enum Time {
    /** To see that everything runs: the figures mean little. */
    SHORT(1, 1, 100),
    /** The whole suite within ten minutes. */
    NORMAL(2, 5, 1000),
    /** For figures to be shown. */
    LONG(5, 10, 2000);

    final int warmups;
    final int iterations;
    final int milliseconds;

    Time(int warmups, int iterations, int milliseconds) {
        this.warmups = warmups;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
    }

    /** The constant of that name, in small letters. */
    static Time of(String name) {
        return Arrays.stream(values())
                .filter(time -> time.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("time=" + name + " is not short, normal or long"));
    }
}
