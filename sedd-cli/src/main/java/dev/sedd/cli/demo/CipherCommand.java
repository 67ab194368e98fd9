package dev.sedd.cli.demo;

import dev.sedd.cli.option.ModelOptions;
import dev.sedd.cli.option.Prompts;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.option.TokenizerOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.sampling.Perturbation;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd demo cipher}: what becomes of a text when its token ids move a little. */
@Command(
        name = "cipher",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Shift every token id by one, which shows why ids cannot take small noise.",
        footerHeading = "%nExample:%n",
        footer = "  sedd demo cipher \"To be, or not to be\"")
final class CipherCommand implements Callable<Integer> {
    private static final double LITTLE_NOISE = 0.2;
    private static final int COLUMNS = 78;
    private static final int LABEL = 10;

    private final Io io;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private String text;

    @Option(
            names = "--shift",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedOptions.Whole.class,
            description = "How far; the last id is followed by the first (default: ${DEFAULT-VALUE}).")
    private long shift;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedOptions.Whole.class,
            description = "Seed of the noise that is shown for comparison (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private TokenizerOptions vocabulary = new TokenizerOptions();

    CipherCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (Checkpoint checkpoint = model.open()) {
            Tokenizer tokenizer = vocabulary.tokenizer(checkpoint);
            int[] tokens = Prompts.encode(spec, tokenizer, "TEXT", text);
            int[] shifted = new int[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                shifted[i] = (int) Math.floorMod(tokens[i] + shift, (long) tokenizer.size());
            }
            print("every id moved by " + shift + ":\n\n");
            table(tokenizer, tokens, shifted);
            int[] noised = Perturbation.perturb(new Uniform(tokenizer.size()), LITTLE_NOISE, tokens, seed);
            print("text            " + oneLine(tokenizer, tokens) + "\n");
            print("ids moved       " + oneLine(tokenizer, shifted) + "\n");
            print("tokens redrawn  " + oneLine(tokenizer, noised) + "\n");
            print(("                " + marks(tokenizer, tokens, noised)).stripTrailing() + "\n\n");
            print("""
                    An id is a name and no quantity: the next id is another token, not a similar
                    one. To add even the smallest amount to every id, as diffusion adds noise to
                    the pixels of a picture, enciphers the whole text. Discrete diffusion keeps
                    most tokens as they are and redraws (or masks) some of them: the last line is
                    the text after little noise, sigma = 0.2, which redraws about one in five (^).
                    """);
        }
        return ExitCode.OK;
    }

    private static String oneLine(Tokenizer tokenizer, int[] ids) {
        StringBuilder line = new StringBuilder();
        for (int id : ids) {
            line.append(shownInText(tokenizer, id));
        }
        return line.toString();
    }

    /** A mark below every token that differs. */
    private static String marks(Tokenizer tokenizer, int[] tokens, int[] noised) {
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < tokens.length; i++) {
            String mark = tokens[i] == noised[i] ? " " : "^";
            marks.append(mark.repeat(shownInText(tokenizer, noised[i]).length()));
        }
        return marks.toString();
    }

    private static String shownInText(Tokenizer tokenizer, int id) {
        String shown = Shown.token(tokenizer, id);
        return shown.equals("_") ? tokenizer.decode(new int[] {id}) : shown;
    }

    private void table(Tokenizer tokenizer, int[] tokens, int[] shifted) {
        int cell = 1;
        for (int i = 0; i < tokens.length; i++) {
            cell = Math.max(cell, Shown.token(tokenizer, tokens[i]).length());
            cell = Math.max(cell, Shown.token(tokenizer, shifted[i]).length());
            cell = Math.max(
                    cell, Integer.toString(Math.max(tokens[i], shifted[i])).length());
        }
        int columns = Math.max(1, (COLUMNS - LABEL) / (cell + 1));
        for (int from = 0; from < tokens.length; from += columns) {
            int to = Math.min(tokens.length, from + columns);
            StringBuilder[] rows = {row("token"), row("id"), row("moved"), row("reads")};
            for (int i = from; i < to; i++) {
                String format = "%" + (cell + 1) + "s";
                rows[0].append(String.format(format, Shown.token(tokenizer, tokens[i])));
                rows[1].append(String.format(format, tokens[i]));
                rows[2].append(String.format(format, shifted[i]));
                rows[3].append(String.format(format, Shown.token(tokenizer, shifted[i])));
            }
            for (StringBuilder row : rows) {
                print(row + "\n");
            }
            print("\n");
        }
    }

    private static StringBuilder row(String label) {
        return new StringBuilder(String.format("%-" + LABEL + "s", label));
    }

    private void print(String output) {
        io.out().print(output);
    }
}
