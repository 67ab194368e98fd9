package dev.sedd.cli.output;

import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.tokens.Tokenizer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every step as JSON: one line with one object for each sample. */
public final class JsonFrames implements StepListener {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TextOut out;
    private final Tokenizer tokenizer;

    public JsonFrames(TextOut out, Tokenizer tokenizer) {
        this.out = out;
        this.tokenizer = tokenizer;
    }

    @Override
    public void onStep(Step step) {
        for (int i = 0; i < step.samples(); i++) {
            ObjectNode object = JSON.createObjectNode();
            object.put("sample", step.firstSample() + i);
            object.put("step", step.index());
            object.put("of", step.lastIndex());
            object.put("time", step.time());
            object.put("text", tokenizer.decode(step.sample(i)));
            out.print(JSON.writeValueAsString(object) + "\n");
        }
        out.flush();
    }
}
