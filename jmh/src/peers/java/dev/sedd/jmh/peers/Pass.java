package dev.sedd.jmh.peers;

/** A forward pass of a network by one library, on tokens and a noise level that are given to it once. */
interface Pass extends AutoCloseable {
    /** Computes the scores once more. */
    void run();

    /** A copy of the log scores, (B, T, V). */
    float[] result();

    @Override
    void close();
}
