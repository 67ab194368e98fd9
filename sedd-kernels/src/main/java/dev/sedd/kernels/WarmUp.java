package dev.sedd.kernels;

import java.util.Arrays;

/**
 * Calls the kernels of a network on operands of a few numbers, until Java's compiler has met each of them often enough to
 * compile it. Vectors are hundreds of times slower until then, so that a program which computes soon after it starts does
 * well to run this beside its other preparations, on a thread of its own, and to wait for it before it computes.
 *
 * <p>It changes no result and takes a fraction of a second, mostly the compiler's.
 */
public final class WarmUp {
    /** Calls after which HotSpot hands a method to its best compiler, 5000 by default, and some more. */
    private static final int CALLS = 5200;

    /** Calls from which on the turns of a method's loops count as calls do: 600 by default. */
    private static final int CALLS_OF_LOOPS = 700;

    /** A whole number of tiles at every vector width, as COLUMNS is. */
    private static final int ROWS = 12;

    /** Calls that come to CALLS rows. */
    private static final int CALLS_OF_ROWS = CALLS / ROWS + 1;

    private static final int COLUMNS = 32;
    private static final int DEPTH = 4;
    private static final int WIDTH = 64;
    private static final int LENGTH = 32;
    private static final int HEAD = 8;
    private static final float EPS = 1e-5f;

    private final Workers alone = Workers.sequential();
    private final float[] x = new float[ROWS * WIDTH];
    private final float[] y = new float[ROWS * WIDTH];
    private final float[] vector = new float[WIDTH];
    private final float[] qkv = new float[3 * LENGTH * HEAD];
    private final float[] attended = new float[LENGTH * HEAD];
    private final PackedMatrix weight =
            PackedMatrix.pack(Transpose.YES, DEPTH, COLUMNS, new float[COLUMNS * DEPTH], 0, DEPTH);

    private WarmUp() {}

    /** Runs all of it, on the caller's thread. */
    public static void run() {
        WarmUp kernels = new WarmUp();
        kernels.products();
        kernels.norms();
        kernels.attention();
        kernels.rotation();
        kernels.epilogues();
        kernels.draws();
    }

    /** First of all, since they take the compiler longest. */
    private void products() {
        for (int i = 0; i < CALLS; i++) {
            product(ROWS, Epilogue.NONE);
        }
        for (int i = 0; i < CALLS; i++) {
            product(4, Epilogue.NONE);
            product(1, Epilogue.NONE);
        }
    }

    private void norms() {
        for (int i = 0; i < CALLS_OF_ROWS; i++) {
            LayerNorm.modulate(ROWS, WIDTH, EPS, x, 0, WIDTH, vector, 0, vector, 0, vector, 0, y, 0, WIDTH);
            LayerNorm.apply(ROWS, WIDTH, EPS, x, 0, WIDTH, vector, 0, y, 0, WIDTH);
        }
    }

    private void attention() {
        int ld = 3 * HEAD;
        for (int i = 0; i < CALLS_OF_LOOPS; i++) {
            Attention.apply(1, LENGTH, 1, HEAD, qkv, 0, ld, qkv, HEAD, ld, qkv, 2 * HEAD, ld, attended, 0, HEAD, alone);
        }
    }

    private void rotation() {
        Rotary rotary = new Rotary(LENGTH, HEAD);
        for (int i = 0; i < CALLS / LENGTH + 1; i++) {
            rotary.apply(LENGTH, 0, 1, qkv, 0, HEAD);
        }
    }

    private void epilogues() {
        Epilogue.Gate gate = new Epilogue.Gate(vector, 0, COLUMNS, ROWS, y, 0, COLUMNS);
        Epilogue[] epilogues = {
            new Epilogue(null, Activation.GELU_ERF, null),
            Epilogue.NONE.gated(gate),
            Epilogue.bias(vector),
            new Epilogue(vector, Activation.GELU_TANH, null)
        };
        for (Epilogue epilogue : epilogues) {
            for (int i = 0; i < CALLS_OF_ROWS; i++) {
                product(ROWS, epilogue);
            }
        }
    }

    private void draws() {
        double[] weights = new double[WIDTH];
        Arrays.fill(weights, 1);
        for (int i = 0; i < CALLS; i++) {
            Categorical.draw(WIDTH, weights, 0, 0.5);
        }
    }

    private void product(int rows, Epilogue epilogue) {
        Linear.apply(rows, x, 0, DEPTH, weight, epilogue, y, 0, COLUMNS, alone);
    }
}
