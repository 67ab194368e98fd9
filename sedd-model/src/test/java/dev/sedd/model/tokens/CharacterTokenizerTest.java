package dev.sedd.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Characters to ids and back, by code point, and characters that are not there. */
class CharacterTokenizerTest {
    @Test
    void idsAreThePlacesInTheVocabulary() {
        CharacterTokenizer tokenizer = new CharacterTokenizer("\nab😀é");
        assertThat(tokenizer.size()).isEqualTo(5);
        assertThat(tokenizer.encode("a😀\né")).containsExactly(1, 3, 0, 4);
        assertThat(tokenizer.decode(new int[] {1, 3, 0, 4})).isEqualTo("a😀\né");
        assertThat(tokenizer.characters()).isEqualTo("\nab😀é");
        assertThat(tokenizer.encode("")).isEmpty();
    }

    @Test
    void showsTheMaskAndAnyOtherIdThatIsNoToken() {
        assertThat(new CharacterTokenizer("ab").decode(new int[] {0, 2, 1, -1, Integer.MAX_VALUE}))
                .isEqualTo("a·b··");
    }

    @Test
    void namesAnUnknownCharacterItsPlaceAndTheVocabulary() {
        CharacterTokenizer tokenizer = new CharacterTokenizer("\n !abcdefz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("abü"))
                .withMessage("character 3 of the text, 'ü' (U+00FC), is not in the model's vocabulary of 10 characters:"
                        + " \\n !a-fz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("a\t"))
                .withMessageStartingWith("character 2 of the text, '\\t' (U+0009)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("a\u001b[2J"))
                .withMessageContaining("'U+001B' (U+001B)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("ab😀"))
                .withMessageContaining("character 3 of the text, '😀' (U+1F600)");
    }

    @Test
    void refusesAVocabularyThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CharacterTokenizer("abca"))
                .withMessageContaining("'a' (U+0061) twice, as ids 0 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CharacterTokenizer(""))
                .withMessageContaining("no characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CharacterTokenizer("a\ud83d"))
                .withMessageContaining("half a surrogate pair, U+D83D");
    }
}
