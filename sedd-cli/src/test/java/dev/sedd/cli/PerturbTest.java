package dev.sedd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The forward process from the command line: its law at both ends, its sweep, its seed. */
class PerturbTest {
    private static final String TEXT = "To be, or not to be";

    @Test
    void noNoiseAtTheStartAndAlmostNothingElseAtTheEnd() {
        assertThat(perturb("-t", "0").out()).isEqualTo(TEXT + "\n");
        assertThat(perturb("-t", "1", "--seed", "1").out()).isEqualTo("·".repeat(TEXT.length()) + "\n");
    }

    @Test
    void halfwayAboutHalfIsMasked() {
        String manyLetters = "a".repeat(1000);
        String noised =
                Cli.run("perturb", manyLetters, "-t", "0.5", "--seed", "1").out();
        assertThat(noised).matches("[a·]{1000}\n");
        // Binomial(1000, 0.4995): five standard deviations are 79.
        assertThat(noised.chars().filter(c -> c == '·').count()).isBetween(420L, 579L);
    }

    @Test
    void theSweepShowsMoreAndMoreNoise() {
        Cli.Result result = perturb("--sweep", "--seed", "4");
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(22);
        assertThat(lines.subList(0, 3))
                .containsExactly("--- t=0.00  sigma=0.00 ---", TEXT, "--- t=0.10  sigma=0.105 ---");
        for (int i = 3; i < lines.size(); i += 2) {
            for (int c = 0; c < TEXT.length(); c++) {
                if (lines.get(i - 2).charAt(c) == '·') {
                    assertThat(lines.get(i).charAt(c)).isEqualTo('·');
                }
            }
        }
    }

    @Test
    void otherGraphsAndSchedulesThanTheModels() {
        String uniform = perturb("-t", "1", "--graph", "uniform", "--noise", "geometric", "--seed", "2")
                .out();
        assertThat(uniform).hasSize(TEXT.length() + 1).doesNotContain("·").isNotEqualTo(TEXT + "\n");
        assertThat(perturb("-t", "0.01", "--noise", "geometric", "--seed", "2").out())
                .isEqualTo(TEXT + "\n");
    }

    @Test
    void theSeedIsToldAndGivesTheSameAgain() {
        Cli.Result first = perturb("-t", "0.5");
        String seed = first.err().strip().substring("seed ".length());
        assertThat(perturb("-t", "0.5", "--seed", seed).out()).isEqualTo(first.out());
        assertThat(perturb("-t", "0.5", "--quiet").err()).isEmpty();
    }

    private static Cli.Result perturb(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "perturb";
        args[1] = TEXT;
        System.arraycopy(options, 0, args, 2, options.length);
        Cli.Result result = Cli.run(args);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }
}
