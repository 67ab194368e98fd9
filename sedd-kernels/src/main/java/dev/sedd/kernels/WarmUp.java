package dev.sedd.kernels;

import java.util.function.Consumer;

/**
 * Calls the kernels of a network on operands of a few numbers, until Java's compiler has met each of them often enough to
 * compile it. Vectors are hundreds of times slower until then, so that a program which computes soon after it starts does
 * well to run this beside its other preparations, on a thread of its own, and to wait for it before it computes.
 *
 * <p>It changes no result and takes a second or two, mostly the compiler's.
 */
public final class WarmUp {
    /** Compiled code takes at most one part in this many of the time of the first calls; commonly it takes a hundredth. */
    private static final int FASTER = 30;

    /** How often a group of kernels is timed at most, where it does not become so fast. */
    private static final int PARTS = 200;

    /** Calls of a group that are timed together. */
    private static final int CALLS = 10;

    /** Rows of the products, which take every microkernel and every way to them. */
    private static final int[] ROWS = {2, 4, 8, 12, 16, 26, 27};

    /** Rows of several tiles, at every so many calls. */
    private static final int MANY_ROWS = 60;

    private static final int DEPTH = 32;

    /**
     * A depth that needs two blocks, so that the second adds to the first. Of few rows: so long a loop of a tall kernel would be
     * compiled from its middle on, which takes twice as long and is of no use afterwards.
     */
    private static final int DEEP = 800;

    /** A whole panel and a part of one, and a part of a vector, at every vector width. */
    private static final int COLUMNS = 41;

    /** A whole number of panels. */
    private static final int HEAD = 32;

    /** Keys enough for the loops that take four vectors at a time. */
    private static final int MANY_KEYS = 80;

    /** The few queries to them: the first two. */
    private static final int[] FEW = {0, 2};

    private static final float EPS = 1e-5f;

    private final Workers alone = Workers.sequential();
    private final float[] x = new float[MANY_ROWS * DEEP];
    private final float[] y = new float[MANY_ROWS * COLUMNS];
    private final float[] vector = new float[COLUMNS];
    private final float[] qkv = new float[3 * MANY_KEYS * HEAD];
    private final float[] attended = new float[MANY_KEYS * HEAD];
    private final ExponentialDraw draw = new ExponentialDraw(COLUMNS);
    private final PackedMatrix matrix = packed(DEPTH, COLUMNS);
    private final PackedMatrix panel = packed(DEPTH, HEAD);
    private final PackedMatrix deep = packed(DEEP, COLUMNS);
    private final Rotary rotary = new Rotary(COLUMNS, HEAD);
    private final Epilogue gelu = new Epilogue(null, Activation.GELU_ERF, null);
    private final Epilogue geluTanh = new Epilogue(vector, Activation.GELU_TANH, null);
    private final Epilogue silu = new Epilogue(vector, Activation.SILU, null);
    private final Epilogue gated = Epilogue.NONE.gated(new Epilogue.Gate(vector, 0, COLUMNS, MANY_ROWS, y, 0, COLUMNS));
    private int calls;

    private WarmUp() {}

    /** Runs all of it, on the caller's thread. */
    public static void run() {
        WarmUp kernels = new WarmUp();
        kernels.all(Runnable::run); // A class that is loaded later would undo what was compiled.
        kernels.all(WarmUp::untilFast);
    }

    /** Calls every kernel, first those that the compiler takes longest for. */
    private void all(Consumer<Runnable> caller) {
        caller.accept(this::products);
        caller.accept(this::attention);
        caller.accept(this::rows);
        caller.accept(this::draw);
    }

    /** Calls a group of kernels until they are compiled. */
    private static void untilFast(Runnable group) {
        long first = time(group);
        for (int part = 1; part < PARTS && time(group) > first / FASTER; part++) {}
    }

    private static long time(Runnable group) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            group.run();
        }
        return System.nanoTime() - start;
    }

    /** What a product can meet, side by side: the compiler leaves out what it has not seen, and begins anew when it comes. */
    private void products() {
        for (int rows : ROWS) {
            product(rows, matrix, Epilogue.NONE);
        }
        product(12, panel, gelu);
        product(12, panel, geluTanh);
        product(12, panel, silu);
        product(12, panel, gated);
        add();
        if (calls++ % 16 == 0) {
            product(MANY_ROWS, matrix, Epilogue.NONE);
            product(2, deep, Epilogue.NONE);
            product(2, deep, gated);
        }
    }

    /** Adds to C a product whose operand is packed for it, as attention to many keys does. */
    private void add() {
        Gemm.VECTOR.multiply(
                Transpose.NO,
                Transpose.NO,
                12,
                COLUMNS,
                DEPTH,
                1,
                x,
                0,
                DEPTH,
                qkv,
                0,
                COLUMNS,
                1,
                y,
                0,
                COLUMNS,
                alone);
    }

    private void product(int rows, PackedMatrix right, Epilogue epilogue) {
        Linear.apply(rows, x, 0, right.rows(), right, epilogue, y, 0, COLUMNS, alone);
    }

    /**
     * Of whole vectors, as the networks' are: without their tails these kernels are compiled sooner. Both calls every time: a loop
     * that was not met before it is compiled has to be compiled again.
     */
    private void attention() {
        int ld = 3 * HEAD;
        Attention.apply(1, HEAD, 1, HEAD, qkv, 0, ld, qkv, HEAD, ld, qkv, 2 * HEAD, ld, attended, 0, HEAD, alone);
        Attention.chosen(
                1, MANY_KEYS, FEW, 1, HEAD, qkv, 0, ld, qkv, HEAD, ld, qkv, 2 * HEAD, ld, attended, 0, HEAD, alone);
    }

    /** Whole vectors as well. */
    private void rows() {
        LayerNorm.modulate(HEAD, HEAD, EPS, x, 0, HEAD, vector, 0, vector, 0, vector, 0, y, 0, HEAD);
        LayerNorm.apply(HEAD, HEAD, EPS, x, 0, HEAD, vector, 0, y, 0, HEAD);
        rotary.apply(HEAD, 0, 1, qkv, 0, HEAD);
    }

    private void draw() {
        for (int i = 0; i < ROWS.length; i++) {
            int n = nextLength();
            int at = i < ROWS.length / 2 ? i - 2 : n - 1 + i % 2; // before, within and behind the row
            draw.read(n, x, 0, at);
            draw.draw(n, 1, 0, 1, 0.5);
        }
    }

    /** By turns a whole number of vectors and not. */
    private int nextLength() {
        return calls++ % 2 == 0 ? COLUMNS : HEAD;
    }

    private static PackedMatrix packed(int depth, int columns) {
        return PackedMatrix.pack(Transpose.YES, depth, columns, new float[columns * depth], 0, depth);
    }
}
