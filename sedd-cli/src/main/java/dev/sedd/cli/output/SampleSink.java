package dev.sedd.cli.output;

/** Takes finished samples. */
@FunctionalInterface
public interface SampleSink {
    /**
     * Takes a sample.
     *
     * @param sample its index, from 0
     * @param tokens its tokens
     * @param batch how many samples were generated together
     * @param seconds how long that took
     */
    void take(int sample, int[] tokens, int batch, double seconds);
}
