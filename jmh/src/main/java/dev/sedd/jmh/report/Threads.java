package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers of threads: what is measured on this machine, as values of the parameter of that name, and what texts call them. */
public final class Threads {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private Threads() {}

    /** As many as there are processors. */
    static String all() {
        return Integer.toString(CORES);
    }

    /** One, and as many as there are processors. */
    public static String oneAndAll() {
        return CORES == 1 ? "1" : "1," + CORES;
    }

    /** One, twice as many, and so on, and as many as there are processors. */
    static String doubled() {
        return doubled(CORES).stream().map(Object::toString).collect(Collectors.joining(","));
    }

    static List<Integer> doubled(int cores) {
        List<Integer> counts = new ArrayList<>();
        for (int threads = 1; threads < cores; threads *= 2) {
            counts.add(threads);
        }
        counts.add(cores);
        return counts;
    }

    /** "1 thread", "2 threads". */
    static String inDigits(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }

    /** "one thread", "two threads", and from there on in digits. */
    static String inWords(int threads) {
        return switch (threads) {
            case 1 -> "one thread";
            case 2 -> "two threads";
            default -> inDigits(threads);
        };
    }
}
