package dev.sedd.jmh.report;

import java.util.List;

/** Other libraries, to be measured in the same run. The Maven profile {@code peers} brings them; else there are none. */
public interface Peers {
    /** What is measured, after this project's own; {@code suite} is {@code notebook} or {@code published}. */
    List<Part> parts(String suite);

    /** Versions and settings: a line of text each. */
    List<String> facts(String suite);
}
