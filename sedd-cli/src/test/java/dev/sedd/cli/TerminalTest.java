package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.cli.output.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal gets to see. */
class TerminalTest {
    private static final String ESCAPE = "\u001b";

    @TempDir
    private Path folder;

    @Test
    void theBarIsDrawnInOneLineAndClearedAtTheEnd() {
        Cli.Result result = Cli.small(Cli.TERMINAL, "sample", "--seed", "1");
        assertThat(result.err()).contains("\rsampling").doesNotContain(ESCAPE);
        String afterTheBar = result.err().substring(result.err().lastIndexOf('\r') + 1);
        assertThat(afterTheBar).startsWith("32 tokens in ");
        assertThat(result.out()).isEqualTo(Cli.small("sample", "--seed", "1").out());
    }

    @Test
    void noBarWhereItIsNotWanted() {
        assertThat(Cli.small(Cli.TERMINAL, "sample", "--progress", "never").err())
                .doesNotContain("\r");
        Terminal dumb = new Terminal(true, true, false, false, 40, 12);
        assertThat(Cli.small(dumb, "sample").err()).doesNotContain("\r", ESCAPE, "sampling");
        assertThat(Cli.small(dumb, "sample", "--progress", "always").err())
                .contains("sampling: 100% (5/5)")
                .doesNotContain("\r", ESCAPE);
    }

    @Test
    void barsGoWithStandardErrorAlone() {
        Terminal outPiped = new Terminal(false, true, true, true, 40, 12);
        assertThat(Cli.small(outPiped, "sample").err()).contains("\rsampling");
        Terminal errPiped = new Terminal(true, false, true, true, 40, 12);
        assertThat(Cli.small(errPiped, "sample").err()).doesNotContain("\r");
    }

    @Test
    void stepsAreDrawnInPlaceAndWipedBeforeTheText() {
        Cli.Result result = Cli.small(Cli.TERMINAL, "sample", "--show-intermediate", "--seed", "1");
        String text = Cli.small("sample", "--seed", "1").out();
        assertThat(result.out())
                .startsWith("step 0/5  t=1.000" + ESCAPE + "[K\n" + "·".repeat(32) + ESCAPE + "[K\n" + ESCAPE + "[J")
                .endsWith("A" + ESCAPE + "[J" + text);
        assertThat(result.err()).doesNotContain("\r");
    }

    @Test
    void theCursorGoesUpAsManyLinesAsWereDrawn() {
        Terminal narrow = new Terminal(true, true, true, true, 11, 12);
        String out = Cli.small(narrow, "sample", "--show-intermediate", "--length", "21")
                .out();
        assertThat(out)
                .startsWith("step 0/5  t=1.000" + ESCAPE + "[K\n" + ("·".repeat(10) + ESCAPE + "[K\n").repeat(2));
        assertThat(out).contains("·" + ESCAPE + "[K\n" + ESCAPE + "[J\r" + ESCAPE + "[4A");
    }

    @Test
    void wideCharactersAndControlCharactersDoNotUpsetTheLines() throws IOException {
        StringBuilder characters = new StringBuilder("\u0007");
        for (int i = 0; i < 64; i++) {
            characters.appendCodePoint(0x4e00 + i);
        }
        Path vocabulary = Files.writeString(folder.resolve("text.txt"), characters);
        Terminal narrow = new Terminal(true, true, true, true, 11, 12);
        String[] options = {"--show-intermediate", "--vocab", vocabulary.toString(), "--prefix", "\u0007一一一一一"};
        String out = Cli.small(narrow, "sample", options).out();
        assertThat(out).contains("\ufffd一一一一" + ESCAPE + "[K\n一");
        assertThat(out.substring(0, out.lastIndexOf(ESCAPE))).doesNotContain("\u0007");
    }

    @Test
    void noMoreIsDrawnThanFitsTheScreen() {
        Terminal low = new Terminal(true, true, true, true, 11, 3);
        String out = Cli.small(low, "sample", "--show-intermediate").out();
        assertThat(out).contains(ESCAPE + "[2A").doesNotContain(ESCAPE + "[3A", ESCAPE + "[4A");
    }

    @Test
    void withoutEscapeSequencesStepsAreFrames() {
        Terminal noColor = new Terminal(true, true, true, false, 40, 12);
        Cli.Result result = Cli.small(noColor, "sample", "--show-intermediate", "--seed", "1");
        assertThat(result.out())
                .isEqualTo(Cli.small("sample", "--show-intermediate", "--seed", "1")
                        .out());
        assertThat(result.err()).doesNotContain("\r", ESCAPE);
    }

    @Test
    void severalTextsGetTitlesOnStandardError() {
        Cli.Result result = Cli.small(Cli.TERMINAL, "sample", "-n", "2", "--seed", "1", "--progress", "never");
        assertThat(result.err()).contains("--- sample 1/2 ---\n--- sample 2/2 ---\n");
        assertThat(result.out())
                .isEqualTo(Cli.small("sample", "-n", "2", "--seed", "1").out());
    }
}
