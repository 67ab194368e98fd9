package dev.sedd.model.sampling;

import java.util.Arrays;

/**
 * Where a batch of samples stands.
 *
 * @param index 0 at the start, 1 to N after the predictor's steps, N + 1 after the denoising step
 * @param lastIndex N + 1
 * @param time the time t in [0, 1] that the tokens are of: 1 at the start, 0 at the end
 * @param firstSample the index of the batch's first sample among all samples
 * @param samples B, how many samples the batch holds
 * @param length T
 * @param tokens (B, T), row-major, of length B·T exactly; the sampler's own array, to be read during the call only: copy
 *     what is to be kept, and never write
 */
public record Step(int index, int lastIndex, double time, int firstSample, int samples, int length, int[] tokens) {
    /** Whether this is the last one of its batch, after which the samples are done. */
    public boolean last() {
        return index == lastIndex;
    }

    /** A copy of the tokens of one sample, 0 ≤ i &lt; {@link #samples()}. */
    public int[] sample(int i) {
        return Arrays.copyOfRange(tokens, i * length, (i + 1) * length);
    }
}
