package dev.sedd.model.training;

import dev.sedd.kernels.BitMask;
import dev.sedd.model.random.CounterRandom;
import java.util.Arrays;

/**
 * The masks of one batch. Bits are drawn by (seed, sequence, step, position, place in the network), four elements to a
 * draw of 64 bits, and kept from the forward pass to the backward pass.
 */
final class DropoutMask {
    private static final int RESOLUTION = 1 << Short.SIZE;
    private static final int LANES = Long.SIZE / Short.SIZE;

    private final int width;
    private CounterRandom random = new CounterRandom(0);
    private int step;
    private int threshold; // an element is kept where its 16 bits are at least this
    private float factor = 1;

    DropoutMask(int width) {
        this.width = width;
    }

    void set(Dropout dropout) {
        random = new CounterRandom(dropout.seed());
        step = (int) (dropout.step() ^ dropout.step() >>> Integer.SIZE);
        threshold = (int) Math.min(RESOLUTION - 1, Math.round(dropout.share() * RESOLUTION));
        factor = (float) RESOLUTION / (RESOLUTION - threshold);
    }

    /** Whether anything is dropped. */
    boolean drops() {
        return threshold > 0;
    }

    /** Draws the bits of rows of one sequence for a place in the network, and drops from x. */
    void forward(int place, int sequence, int position, int rows, int row, long[] bits, float[] x) {
        int words = BitMask.words(width);
        Arrays.fill(bits, row * words, (row + rows) * words, 0);
        int draws = (width + LANES - 1) / LANES;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < draws; i++) {
                long drawn = random.bits(sequence, step, position + r, place * draws + i);
                long kept = 0;
                for (int lane = 0; lane < LANES; lane++) {
                    if ((drawn >>> lane * Short.SIZE & RESOLUTION - 1) >= threshold) {
                        kept |= 1L << lane;
                    }
                }
                bits[(row + r) * words + i * LANES / Long.SIZE] |= kept << i * LANES % Long.SIZE;
            }
        }
        BitMask.apply(rows, width, bits, row * words, factor, x, row * width, width);
    }

    /** Drops from the gradient dx what was dropped from x. */
    void backward(int rows, int row, long[] bits, float[] dx) {
        BitMask.apply(rows, width, bits, row * BitMask.words(width), factor, dx, row * width, width);
    }
}
