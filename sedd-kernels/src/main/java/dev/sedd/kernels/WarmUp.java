package dev.sedd.kernels;

/**
 * Calls the kernels of a network on operands of a few numbers, until Java's compiler has met each of them often enough to
 * compile it. Vectors are hundreds of times slower until then, so that a program which computes soon after it starts does
 * well to run this beside its other preparations, on a thread of its own, and to wait for it before it computes.
 *
 * <p>It changes no result and takes a fraction of a second, mostly the compiler's.
 */
public final class WarmUp {
    /** Calls after which HotSpot hands a method to its best compiler: 5000 by default, of which the first do not count. */
    private static final int CALLS = 5200;

    /** Calls from which on the turns of a method's loops count as calls do: 600 by default. */
    private static final int LOOPING_CALLS = 700;

    /** Parts that the calls of a kernel are timed in. */
    private static final int PARTS = 20;

    /** How many times as many calls there are at most, where a kernel does not become fast before. */
    private static final int ROUNDS = 3;

    /** What is compiled takes this part of its time at most, rather a fiftieth. */
    private static final int FASTER = 4;

    /** A whole number of tiles at every vector width, as COLUMNS is. */
    private static final int ROWS = 12;

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
    private final ExponentialDraw draw = new ExponentialDraw(WIDTH);
    private final PackedMatrix matrix =
            PackedMatrix.pack(Transpose.YES, DEPTH, COLUMNS, new float[COLUMNS * DEPTH], 0, DEPTH);
    private final Rotary rotary = new Rotary(LENGTH, HEAD);
    private final Epilogue gelu = new Epilogue(null, Activation.GELU_ERF, null);
    private final Epilogue geluTanh = new Epilogue(vector, Activation.GELU_TANH, null);
    private final Epilogue gated = Epilogue.NONE.gated(new Epilogue.Gate(vector, 0, COLUMNS, ROWS, y, 0, COLUMNS));

    private WarmUp() {}

    /** Runs all of it, on the caller's thread. */
    public static void run() {
        WarmUp kernels = new WarmUp();
        kernels.all(1, 1, 1, 1); // A class that is loaded later would undo what was compiled.
        kernels.all(CALLS, LOOPING_CALLS, CALLS / ROWS + 1, CALLS / LENGTH + 1);
    }

    /** Calls every kernel, first those that the compiler takes longest for. */
    private void all(int calls, int looping, int ofRows, int ofLength) {
        repeat(calls, () -> product(ROWS, Epilogue.NONE));
        repeat(looping, this::attention);
        repeat(ofRows, this::norms);
        repeat(ofRows, () -> product(ROWS, gelu));
        repeat(ofRows, () -> product(ROWS, geluTanh));
        repeat(ofRows, () -> product(ROWS, gated));
        repeat(ofLength, this::rotation);
        repeat(calls, this::fewRows);
        repeat(calls, this::draw);
    }

    /** Calls a kernel so often, and on until it is faster than it was then. */
    private static void repeat(int calls, Runnable kernel) {
        if (calls == 1) {
            kernel.run();
            return;
        }
        long slow = 0;
        for (int part = 1; part <= ROUNDS * PARTS; part++) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i += PARTS) {
                kernel.run();
            }
            long time = System.nanoTime() - start;
            if (part == PARTS) {
                slow = time;
            } else if (part > PARTS && time < slow / FASTER) {
                return;
            }
        }
    }

    private void attention() {
        int ld = 3 * HEAD;
        Attention.apply(1, LENGTH, 1, HEAD, qkv, 0, ld, qkv, HEAD, ld, qkv, 2 * HEAD, ld, attended, 0, HEAD, alone);
    }

    private void norms() {
        LayerNorm.modulate(ROWS, WIDTH, EPS, x, 0, WIDTH, vector, 0, vector, 0, vector, 0, y, 0, WIDTH);
        LayerNorm.apply(ROWS, WIDTH, EPS, x, 0, WIDTH, vector, 0, y, 0, WIDTH);
    }

    private void rotation() {
        rotary.apply(LENGTH, 0, 1, qkv, 0, HEAD);
    }

    private void fewRows() {
        product(4, Epilogue.NONE);
        product(1, Epilogue.NONE);
    }

    private void draw() {
        draw.read(WIDTH, x, 0);
        draw.draw(WIDTH, 1, 0, 0, 1, 0.5);
    }

    private void product(int rows, Epilogue epilogue) {
        Linear.apply(rows, x, 0, DEPTH, matrix, epilogue, y, 0, COLUMNS, alone);
    }
}
