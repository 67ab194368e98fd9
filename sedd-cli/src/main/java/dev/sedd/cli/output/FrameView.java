package dev.sedd.cli.output;

import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.tokens.Tokenizer;
import java.util.Locale;

/** Every step as a frame of its own: a line that says which, and the text. For pipes and plain terminals. */
public final class FrameView implements StepListener {
    private final TextOut out;
    private final Tokenizer tokenizer;
    private final int samples;

    /** @param samples how many texts there will be; with more than one, each frame says which it is of */
    public FrameView(TextOut out, Tokenizer tokenizer, int samples) {
        this.out = out;
        this.tokenizer = tokenizer;
        this.samples = samples;
    }

    @Override
    public void onStep(Step step) {
        for (int i = 0; i < step.samples(); i++) {
            String title = title(step, step.firstSample() + i, samples);
            out.print("--- " + title + " ---\n" + tokenizer.decode(step.sample(i)) + "\n");
        }
        out.flush();
    }

    /** What a frame is of: "step 12/129  t=0.906  sample 2/3", the last only where there are several. */
    static String title(Step step, int sample, int samples) {
        String title = String.format(Locale.ROOT, "step %d/%d  t=%.3f", step.index(), step.lastIndex(), step.time());
        return samples == 1 ? title : title + "  sample " + (sample + 1) + "/" + samples;
    }
}
