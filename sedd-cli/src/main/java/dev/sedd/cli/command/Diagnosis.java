package dev.sedd.cli.command;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code doctor} shows, as text and as JSON.
 *
 * @param machine what it runs on
 * @param speed how fast that is
 * @param checks how far the kernels are from their references
 */
record Diagnosis(Machine machine, Speed speed, List<KernelCheck> checks) {
    private static final double MEBIBYTE = 1 << 20;
    private static final int PERCENT = 100;

    /** Whether every kernel kept its tolerance. */
    boolean healthy() {
        return checks.stream().allMatch(KernelCheck::passed);
    }

    /** Three blocks with empty lines between: the machine, its speed, the checks; then the verdict. */
    String text() {
        StringBuilder text = new StringBuilder();
        addMachine(text);
        text.append('\n');
        addSpeed(text);
        text.append('\n');
        for (KernelCheck check : checks) {
            row(
                    text,
                    check.kernel(),
                    "%-6s  error %.1e, allowed %.1e",
                    check.passed() ? "ok" : "FAILED",
                    check.error(),
                    check.tolerance());
        }
        long failed = checks.stream().filter(check -> !check.passed()).count();
        text.append('\n');
        row(text, "result", failed == 0 ? "all %2$d checks passed" : "%d of %d checks FAILED", failed, checks.size());
        return text.toString();
    }

    private void addMachine(StringBuilder text) {
        row(text, "java", "%s", machine.java());
        row(text, "home", "%s", machine.home());
        row(text, "system", "%s", machine.system());
        row(text, "vector module", "%s", machine.vectorModule());
        row(text, "vector width", "%d bits", machine.vectorBits());
        row(text, "processors", "%d, %s used", machine.processors(), threads(speed.threads()));
        row(text, "heap", "%,.0f MiB at most", machine.heapBytes() / MEBIBYTE);
    }

    private void addSpeed(StringBuilder text) {
        String all = speed.threads() == 1
                ? ""
                : String.format(Locale.ROOT, ", %.1f on %s", speed.peak(), threads(speed.threads()));
        row(text, "FMA peak", "%.1f GFLOP/s on 1 thread%s", speed.peakOfOne(), all);
        row(
                text,
                "matrix product",
                "%.1f GFLOP/s, %.0f %% of the peak (%dx%dx%d, the weight packed)",
                speed.product(),
                PERCENT * speed.shareOfPeak(),
                Speed.M,
                Speed.N,
                Speed.K);
        row(
                text,
                "step",
                "%.2f ms (the model inside this program, a text of full length)",
                speed.millisecondsPerStep());
        row(text, "generation", "%.2f s (%d + 1 steps, once warm)", speed.secondsPerGeneration(), Speed.STEPS);
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private static void row(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format("%-14s  %s\n", name, String.format(Locale.ROOT, format, values)));
    }

    /** One object; an error that is infinite is null. */
    String json() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode object = mapper.createObjectNode();
        object.put("java", machine.java());
        object.put("home", machine.home());
        object.put("system", machine.system());
        object.put("vector_module", machine.vectorModule());
        object.put("vector_bits", machine.vectorBits());
        object.put("processors", machine.processors());
        object.put("threads", speed.threads());
        object.put("heap_bytes", machine.heapBytes());
        object.put("fma_peak_gflops_1_thread", speed.peakOfOne());
        object.put("fma_peak_gflops", speed.peak());
        object.put("product_gflops", speed.product());
        object.put("product_share_of_peak", speed.shareOfPeak());
        object.put("milliseconds_per_step", speed.millisecondsPerStep());
        object.put("generation_steps", Speed.STEPS + 1);
        object.put("generation_seconds", speed.secondsPerGeneration());
        ArrayNode array = object.putArray("checks");
        for (KernelCheck check : checks) {
            ObjectNode node = array.addObject();
            node.put("kernel", check.kernel());
            node.put("error", Double.isFinite(check.error()) ? check.error() : null);
            node.put("tolerance", check.tolerance());
            node.put("passed", check.passed());
        }
        object.put("passed", healthy());
        return mapper.writeValueAsString(object);
    }
}
