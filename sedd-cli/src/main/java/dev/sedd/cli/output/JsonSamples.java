package dev.sedd.cli.output;

import dev.sedd.model.tokens.Tokenizer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Samples as JSON: one line with one object for each. */
public final class JsonSamples implements SampleSink {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double MICROSECONDS = 1e6;

    private final TextOut out;
    private final Tokenizer tokenizer;
    private final long seed;
    private final int steps;

    public JsonSamples(TextOut out, Tokenizer tokenizer, long seed, int steps) {
        this.out = out;
        this.tokenizer = tokenizer;
        this.seed = seed;
        this.steps = steps;
    }

    @Override
    public void take(int sample, int[] tokens, int batch, double seconds) {
        ObjectNode object = JSON.createObjectNode();
        object.put("sample", sample);
        object.put("text", tokenizer.decode(tokens));
        object.set("tokens", JSON.valueToTree(tokens));
        object.put("seed", seed);
        object.put("steps", steps);
        object.put("batch", batch);
        object.put("seconds", Math.round(seconds * MICROSECONDS) / MICROSECONDS);
        out.print(JSON.writeValueAsString(object) + "\n");
        out.flush();
    }
}
