package dev.sedd.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What one forward pass of the notebook's network (D 384, 6 blocks, T 256, attention twice a block) calls, batch 1. */
final class Pass {
    /** Passes of one generation: 128 steps and the denoising. */
    static final int PASSES = 129;

    private static final int LENGTH = 256;
    private static final int WIDTH = 384;
    private static final int HIDDEN = 4 * WIDTH;

    private static final Map<String, String> ATTENTION = Map.of("shape", "256x6", "threads", "1");

    static final List<Call> CALLS = List.of(
            linear("queries, keys, values", 12, 3 * WIDTH, WIDTH, "NONE"),
            new Call("attention", 12, 4e-9 * LENGTH * LENGTH * WIDTH, "Attention", "apply", ATTENTION),
            linear("output projection", 12, WIDTH, WIDTH, "NONE"),
            linear("MLP up, with GELU", 6, HIDDEN, WIDTH, "GELU_ERF"),
            linear("MLP down", 6, WIDTH, HIDDEN, "NONE"),
            new Call("LayerNorm, modulated", 13, 0, "LayerNorm", "modulate", Map.of("width", "384")),
            new Call("LayerNorm", 7, 0, "LayerNorm", "apply", Map.of("width", "384")));

    /**
     * A kernel that a pass calls.
     *
     * @param name what it is for
     * @param times calls in one pass
     * @param gflop billions of operations of one call, 0 where they are not products
     * @param parameters those of the benchmark that measures it
     */
    record Call(
            String name, int times, double gflop, String benchmark, String method, Map<String, String> parameters) {}

    private Pass() {}

    /** Billions of operations in the products and the attention of one pass. */
    static double gflop() {
        return CALLS.stream().mapToDouble(call -> call.times * call.gflop).sum();
    }

    /** Seconds that a pass spends in a kernel on one thread, where it was measured. */
    static OptionalDouble seconds(Measurements all, Call call) {
        return Figures.times(Measurements.seconds(all.find(call.benchmark, call.method, call.parameters)), call.times);
    }

    private static Call linear(String name, int times, int n, int k, String activation) {
        String shape = LENGTH + "x" + n + "x" + k;
        return new Call(
                name,
                times,
                2e-9 * LENGTH * n * k,
                "Linear",
                "apply",
                Map.of("shape", shape, "activation", activation, "threads", "1"));
    }
}
