package dev.sedd.model.training;

import dev.sedd.kernels.BitMask;
import dev.sedd.model.random.CounterRandom;
import dev.sedd.model.score.RowSelection;
import java.util.Arrays;

/**
 * The masks of one batch. Bits are drawn by (seed, sequence, step, position, place in the network), eight elements to a
 * draw of 128 bits, and kept from the forward pass to the backward pass.
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
        step = (int) (dropout.draw() ^ dropout.draw() >>> Integer.SIZE);
        threshold = (int) Math.min(RESOLUTION - 1, Math.round(dropout.share() * RESOLUTION));
        factor = (float) RESOLUTION / (RESOLUTION - threshold);
    }

    /** Whether anything is dropped. */
    boolean drops() {
        return threshold > 0;
    }

    /** Draws the bits of the chosen rows of one sequence for a place in the network, and drops from x. */
    void forward(int place, int sequence, RowSelection chosen, long[] bits, float[] x) {
        int row = chosen.start(sequence);
        int rows = chosen.count(sequence);
        int words = BitMask.words(width);
        Arrays.fill(bits, row * words, (row + rows) * words, 0);
        int draws = (width + 2 * LANES - 1) / (2 * LANES);
        long[] drawn = new long[2];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < draws; i++) {
                random.bits(sequence, step, chosen.position(row + r), place * draws + i, drawn, 0);
                long kept = kept(drawn[0]) | kept(drawn[1]) << LANES;
                int j = i * 2 * LANES;
                bits[(row + r) * words + j / Long.SIZE] |= kept << j % Long.SIZE;
            }
        }
        BitMask.apply(rows, width, bits, row * words, factor, x, row * width, width);
    }

    /** One bit for every 16 of those drawn. */
    private long kept(long drawn) {
        long kept = 0;
        for (int lane = 0; lane < LANES; lane++) {
            long value = drawn >>> lane * Short.SIZE & RESOLUTION - 1;
            kept |= (threshold - 1 - value) >>> Long.SIZE - 1 << lane;
        }
        return kept;
    }

    /** Drops from the gradient dx what was dropped from x. */
    void backward(int rows, int row, long[] bits, float[] dx) {
        BitMask.apply(rows, width, bits, row * BitMask.words(width), factor, dx, row * width, width);
    }
}
