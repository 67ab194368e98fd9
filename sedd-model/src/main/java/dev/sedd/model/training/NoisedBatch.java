package dev.sedd.model.training;

import java.util.Objects;

/**
 * A batch of training pairs: sequences, what noise has made of them, and how much noise that was. The arrays are used as
 * they are, not copied; they may be longer than needed.
 *
 * @param batch B
 * @param length T
 * @param clean x0 (B, T)
 * @param noised x_t (B, T)
 * @param sigma σ̄(t) (B), the total noise of each sequence
 * @param rate σ̄'(t) (B), its rate, which weighs the loss of the sequence
 */
public record NoisedBatch(int batch, int length, int[] clean, int[] noised, float[] sigma, float[] rate) {
    /** Refuses sizes below 1 and arrays that are too short. */
    public NoisedBatch {
        if (batch < 1 || length < 1) {
            throw new IllegalArgumentException("batch=" + batch + " and length=" + length + " must be at least 1");
        }
        long tokens = (long) batch * length;
        atLeast("clean", Objects.requireNonNull(clean, "clean").length, tokens);
        atLeast("noised", Objects.requireNonNull(noised, "noised").length, tokens);
        atLeast("sigma", Objects.requireNonNull(sigma, "sigma").length, batch);
        atLeast("rate", Objects.requireNonNull(rate, "rate").length, batch);
    }

    /** B · T. */
    public int tokens() {
        return batch * length;
    }

    private static void atLeast(String name, int length, long needed) {
        if (length < needed) {
            throw new IllegalArgumentException(name + ".length=" + length + " < " + needed);
        }
    }
}
