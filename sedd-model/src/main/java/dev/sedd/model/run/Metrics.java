package dev.sedd.model.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code metrics.jsonl}.
 *
 * @param step the steps done
 * @param loss the mean of the batches' losses since the line before, in nats per token
 * @param learningRate of this step
 * @param gradientNorm of this step, before clipping
 * @param tokensPerSecond since the line before, measuring and writing not counted: the one number that depends on the clock
 * @param validation the bound on the text kept back, in nats per token, where it was measured after this step
 */
public record Metrics(
        int step,
        double loss,
        double learningRate,
        double gradientNorm,
        double tokensPerSecond,
        Optional<Validation> validation) {
    /**
     * A measured bound.
     *
     * @param bound in nats per token
     * @param error its standard error; NaN where there is one draw alone, which shows none
     */
    public record Validation(double bound, double error) {}

    /** The keys and values of the line. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", step);
        tree.put("loss", loss);
        tree.put("learning_rate", learningRate);
        tree.put("grad_norm", gradientNorm);
        tree.put("tokens_per_second", Math.round(tokensPerSecond));
        validation.ifPresent(v -> {
            tree.put("validation_bound", v.bound);
            if (Double.isFinite(v.error)) {
                tree.put("validation_error", v.error);
            }
        });
        return tree;
    }
}
