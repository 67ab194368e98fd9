package dev.sedd.cli.output;

import dev.sedd.model.tokens.Tokenizer;

/** Samples as plain text: each ends with a line break, and a blank line stands between two. */
public final class TextSamples implements SampleSink {
    private final TextOut out;
    private final Tokenizer tokenizer;

    public TextSamples(TextOut out, Tokenizer tokenizer) {
        this.out = out;
        this.tokenizer = tokenizer;
    }

    @Override
    public void take(int sample, int[] tokens, int batch, double seconds) {
        out.print((sample == 0 ? "" : "\n") + tokenizer.decode(tokens) + "\n");
        out.flush();
    }
}
