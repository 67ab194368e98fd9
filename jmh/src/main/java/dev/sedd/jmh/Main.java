package dev.sedd.jmh;

import java.io.IOException;

/**
 * JMH's command line, {@code java -jar benchmarks.jar}. JMH's own classes would start on an older Java too, and only its forks
 * would fail, one after the other; this one is of the benchmarks' Java.
 */
public final class Main {
    private Main() {}

    /** Passes everything on. */
    public static void main(String[] arguments) throws IOException {
        org.openjdk.jmh.Main.main(arguments);
    }
}
