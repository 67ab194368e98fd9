package dev.sedd.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a prompt fixes, and prompts that are impossible. */
class PromptTest {
    @Test
    void freeFixesNothing() {
        Prompt prompt = Prompt.free(3);
        assertThat(prompt.length()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(prompt.fixed(i)).isFalse();
        }
        assertThatThrownBy(() -> prompt.token(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("position 1 is free");
    }

    @Test
    void prefixAndSuffixStandAtTheEnds() {
        Prompt prompt = Prompt.prefixSuffix(5, new int[] {7, 8}, new int[] {9});
        assertThat(prompt.token(0)).isEqualTo(7);
        assertThat(prompt.token(1)).isEqualTo(8);
        assertThat(prompt.fixed(2)).isFalse();
        assertThat(prompt.fixed(3)).isFalse();
        assertThat(prompt.token(4)).isEqualTo(9);
        Prompt full = Prompt.prefixSuffix(2, new int[] {1}, new int[] {2});
        assertThat(full.fixed(0) && full.fixed(1)).isTrue();
    }

    @Test
    void copiesWhatItIsGiven() {
        int[] tokens = {1, 2};
        boolean[] fixed = {true, false};
        Prompt prompt = Prompt.of(tokens, fixed);
        tokens[0] = 5;
        fixed[1] = true;
        assertThat(prompt.token(0)).isEqualTo(1);
        assertThat(prompt.fixed(1)).isFalse();
    }

    @Test
    void whatStandsAtAFreePositionDoesNotMatter() {
        assertThat(Prompt.of(new int[] {-1}, new boolean[] {false}).length()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoPrompt() {
        refused(() -> Prompt.free(0), "length=0 < 1");
        refused(() -> Prompt.free(-2), "length=-2 < 1");
        refused(() -> Prompt.of(new int[0], new boolean[0]), "length=0 < 1");
        refused(() -> Prompt.of(new int[2], new boolean[3]), "tokens.length=2 != fixed.length=3");
        refused(() -> Prompt.of(new int[] {0, -4}, new boolean[] {true, true}), "token -4 at position 1 is negative");
        refused(
                () -> Prompt.prefixSuffix(4, new int[3], new int[2]),
                "a prefix of 3 tokens and a suffix of 2 do not fit a length of 4");
        refused(() -> Prompt.prefixSuffix(0, new int[0], new int[0]), "length=0 < 1");
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
