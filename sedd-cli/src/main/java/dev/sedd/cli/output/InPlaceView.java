package dev.sedd.cli.output;

import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.StepListener;
import dev.sedd.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Every step drawn over the one before, on a terminal. Lines are wrapped here and not by the terminal, so that their
 * number is known when the cursor goes back up; what does not fit the screen is left out. After a batch's last step the
 * screen is as it was before, so that the finished text can follow.
 */
public final class InPlaceView implements StepListener {
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final char UNPRINTABLE = '\ufffd';
    private static final int FIRST_WIDE = 0x1100;
    private static final long FRAME_NANOS = 20_000_000;

    private final TextOut out;
    private final Tokenizer tokenizer;
    private final int samples;
    private final int columns;
    private final int rows;
    private int drawn;
    private long last;

    /** @param samples how many texts there will be */
    public InPlaceView(TextOut out, Tokenizer tokenizer, int samples, Terminal terminal) {
        this.out = out;
        this.tokenizer = tokenizer;
        this.samples = samples;
        this.columns = terminal.columns() - 1;
        this.rows = terminal.rows() - 1;
    }

    @Override
    public void onStep(Step step) {
        if (step.last()) {
            erase();
        } else if (drawn == 0 || System.nanoTime() - last >= FRAME_NANOS) {
            draw(lines(step));
            last = System.nanoTime();
        }
    }

    private List<String> lines(Step step) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < step.samples() && lines.size() < rows; i++) {
            lines.add(FrameView.title(step, step.firstSample() + i, samples));
            wrap(tokenizer.decode(step.sample(i)), lines);
        }
        return lines.subList(0, Math.min(lines.size(), rows));
    }

    private void wrap(String text, List<String> lines) {
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (int c : text.codePoints().toArray()) {
            if (c == '\n' || width + width(c) > columns) {
                lines.add(line.toString());
                line.setLength(0);
                width = 0;
            }
            if (c != '\n') {
                line.appendCodePoint(printable(c) ? c : UNPRINTABLE);
                width += width(c);
            }
        }
        lines.add(line.toString());
    }

    /** Columns that a character takes at most: a line may come out shorter than it could, but never wraps. */
    private static int width(int c) {
        return c < FIRST_WIDE ? 1 : 2;
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(back());
        for (String line : lines) {
            frame.append(line).append(CLEAR_LINE).append('\n');
        }
        out.print(frame.append(CLEAR_BELOW).toString());
        out.flush();
        drawn = lines.size();
    }

    private void erase() {
        out.print(back() + CLEAR_BELOW);
        out.flush();
        drawn = 0;
    }

    private String back() {
        return drawn == 0 ? "" : "\r" + UP.formatted(drawn);
    }
}
