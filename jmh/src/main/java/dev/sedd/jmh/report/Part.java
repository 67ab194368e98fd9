package dev.sedd.jmh.report;

import java.util.Map;

/**
 * A part of the suite.
 *
 * @param benchmark the class's name, without package and "Benchmark"
 * @param parameters those that are not left as the class has them: values with commas between them, by name
 * @param pace how long each of them is measured
 */
public record Part(String benchmark, Map<String, String> parameters, Pace pace) {
    /**
     * How long a benchmark is measured, within the suite's {@link Time}, and in how many slices: the quiet moments of a shared
     * machine are short, as is the one that gives the FMA peak.
     */
    public enum Pace {
        /** As long as that says. */
        FULL(4),
        /** A quarter of that, but as long to warm up: for what takes microseconds. */
        BRIEF(4),
        /** As long as that says, but four times as long to warm up: for whole networks, which take seconds to be compiled. */
        NETWORK(2),
        /** Single calls of seconds. */
        SHOTS(1);

        /** Slices in place of one iteration. */
        final int slices;

        Pace(int slices) {
            this.slices = slices;
        }
    }
}
