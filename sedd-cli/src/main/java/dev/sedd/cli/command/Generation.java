package dev.sedd.cli.command;

import dev.sedd.cli.option.GenerationOptions;
import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.FrameView;
import dev.sedd.cli.output.InPlaceView;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.JsonFrames;
import dev.sedd.cli.output.JsonSamples;
import dev.sedd.cli.output.OutputFile;
import dev.sedd.cli.output.Progress;
import dev.sedd.cli.output.SampleSink;
import dev.sedd.cli.output.ShownTokenizer;
import dev.sedd.cli.output.Terminal;
import dev.sedd.cli.output.TextOut;
import dev.sedd.cli.output.TextSamples;
import dev.sedd.kernels.Workers;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.ExitCode;

/** Generates text as the options say: from loading the model to the last line on standard error. */
final class Generation {
    private static final double NANO = 1e-9;

    private final Io io;
    private final ModelOptions model;
    private final TokenizerOptions vocabulary;
    private final GenerationOptions options;

    /** What a command makes its prompt from. */
    @FunctionalInterface
    interface Prompter {
        /**
         * The prompt for a model.
         *
         * @param longest the longest text that the model writes, in tokens
         */
        Prompt prompt(Tokenizer tokenizer, int longest);
    }

    Generation(Io io, ModelOptions model, TokenizerOptions vocabulary, GenerationOptions options) {
        this.io = io;
        this.model = model;
        this.vocabulary = vocabulary;
        this.options = options;
    }

    /** Runs it. A file that cannot be written and a prompt that does not fit are reported before the work begins. */
    int run(Prompter prompter) throws IOException {
        try (Checkpoint checkpoint = model.open();
                OutputFile file = options.out() == null ? null : OutputFile.open(options.out());
                Workers workers = options.threads().start()) {
            Tokenizer tokenizer = vocabulary.tokenizer(checkpoint);
            Prompt prompt =
                    prompter.prompt(tokenizer, checkpoint.configuration().length());
            Sampler sampler = options.weights().load(checkpoint, workers).sampler(options.predictor(), options.steps());
            TextOut texts = file == null
                    ? io.out()
                    : new TextOut(file.stream(), options.out().toString());
            generate(sampler, prompt, tokenizer, texts);
            texts.flush();
            if (file != null) {
                file.commit();
            }
        }
        return ExitCode.OK;
    }

    private void generate(Sampler sampler, Prompt prompt, Tokenizer tokenizer, TextOut texts) {
        long seed = options.seed().choose();
        note("seed " + seed);
        StepListener view = view(tokenizer);
        SampleSink sink = sink(tokenizer, texts, seed, view);
        long batches = Math.ceilDiv(options.samples(), options.batchSize());
        Preparation.await();
        long start = System.nanoTime();
        try (Progress progress = progress(batches * (options.steps() + 1));
                PartialText follower = new PartialText(
                        new Follower(view, sink, progress),
                        step -> progress.aside(() -> interrupted(step, tokenizer, view)))) {
            sampler.sample(prompt, options.samples(), options.batchSize(), seed, follower);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Failure(e.getMessage(), e); // A batch too large for an array; scores that are not finite.
        }
        double seconds = (System.nanoTime() - start) * NANO;
        long tokens = (long) options.samples() * prompt.length();
        note(String.format(Locale.ROOT, "%d tokens in %.2f s, %.1f a second", tokens, seconds, tokens / seconds));
    }

    /** Shows the text as far as it is, on standard output, unless it is there already. */
    private void interrupted(Step step, Tokenizer tokenizer, StepListener view) {
        if (options.json() && view == null) {
            new JsonFrames(io.out(), tokenizer).onStep(step);
        } else if (view == null || view instanceof InPlaceView) {
            SampleSink texts = new TextSamples(io.out(), new ShownTokenizer(tokenizer, io));
            for (int i = 0; i < step.samples(); i++) {
                texts.take(step.firstSample() + i, step.sample(i), step.samples(), 0);
            }
        }
        io.err()
                .println("sedd: interrupted after step " + step.index() + " of " + step.lastIndex()
                        + "; the text is shown as far as it is");
    }

    private void note(String line) {
        if (!options.progress().quiet()) {
            io.err().println(line);
        }
    }

    private Progress progress(long steps) {
        boolean crowded = options.showIntermediate() && io.terminal().out();
        return crowded ? Progress.none() : options.progress().start(io, "sampling", steps);
    }

    /** What shows the steps, or null. */
    private StepListener view(Tokenizer tokenizer) {
        if (!options.showIntermediate()) {
            return null;
        }
        if (options.json()) {
            return new JsonFrames(io.out(), tokenizer);
        }
        Terminal terminal = io.terminal();
        Tokenizer shown = new ShownTokenizer(tokenizer, io);
        return terminal.out() && terminal.ansi()
                ? new InPlaceView(io.out(), shown, options.samples(), terminal)
                : new FrameView(io.out(), shown, options.samples());
    }

    private SampleSink sink(Tokenizer tokenizer, TextOut texts, long seed, StepListener view) {
        if (options.json()) {
            return new JsonSamples(texts, tokenizer, seed, options.steps());
        }
        if (view instanceof FrameView && options.out() == null) {
            return (sample, tokens, batch, seconds) -> {}; // The last frame has shown it.
        }
        return options.out() == null
                ? titled(new TextSamples(texts, new ShownTokenizer(tokenizer, io)))
                : new TextSamples(texts, tokenizer);
    }

    /** On a terminal, where line breaks alone would not set several texts apart, each gets a title. */
    private SampleSink titled(SampleSink text) {
        boolean quiet = options.progress().quiet() || options.samples() == 1;
        if (quiet || !io.terminal().out() || !io.terminal().err()) {
            return text;
        }
        return (sample, tokens, batch, seconds) -> {
            note("--- sample " + (sample + 1) + "/" + options.samples() + " ---");
            text.take(sample, tokens, batch, seconds);
        };
    }

    /** Hears of every step, and passes it on. */
    private static final class Follower implements StepListener {
        private final StepListener view;
        private final SampleSink sink;
        private final Progress progress;
        private long start = System.nanoTime();

        Follower(StepListener view, SampleSink sink, Progress progress) {
            this.view = view;
            this.sink = sink;
            this.progress = progress;
        }

        @Override
        public void onStep(Step step) {
            if (step.index() > 0) {
                progress.advance();
            }
            if (view != null) {
                view.onStep(step);
            }
            if (step.last()) {
                double seconds = (System.nanoTime() - start) * NANO;
                progress.aside(() -> deliver(step, seconds));
                start = System.nanoTime();
            }
        }

        private void deliver(Step step, double seconds) {
            for (int i = 0; i < step.samples(); i++) {
                sink.take(step.firstSample() + i, step.sample(i), step.samples(), seconds);
            }
        }
    }
}
