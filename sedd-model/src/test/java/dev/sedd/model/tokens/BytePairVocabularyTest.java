package dev.sedd.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.tokens.BytePairVocabulary.Merge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small vocabularies by hand: how they cut, and which are refused. */
class BytePairVocabularyTest {
    private static final List<Merge> MERGES =
            List.of(new Merge("l", "o"), new Merge("Ġ", "lo"), new Merge("Ġlo", "w"), new Merge("e", "r"));

    @Test
    void cutsByTheOrderOfTheMerges() {
        List<String> tokens = tokens("lo", "Ġlo", "Ġlow", "er", "<|endoftext|>");
        BytePairTokenizer tokenizer =
                BytePairTokenizer.of(new BytePairVocabulary(tokens, MERGES, Set.of("<|endoftext|>")));
        assertThat(names(tokenizer, tokens, "low lower loo")).containsExactly("lo", "w", "Ġlow", "er", "Ġlo", "o");
        assertThat(tokenizer.description()).isEqualTo("261 byte pairs");
        assertThat(tokenizer.endOfText()).hasValue(260);
    }

    @Test
    void idsMayBeInAnyOrder() {
        List<String> tokens = tokens("lo", "Ġlo", "Ġlow", "er", "<s>");
        Collections.shuffle(tokens, new Random(1));
        BytePairTokenizer tokenizer = BytePairTokenizer.of(new BytePairVocabulary(tokens, MERGES, Set.of("<s>")));
        assertThat(names(tokenizer, tokens, "low lower loo")).containsExactly("lo", "w", "Ġlow", "er", "Ġlo", "o");
        assertThat(tokenizer.decode(tokenizer.encode("low lower\n€😀"))).isEqualTo("low lower\n€😀");
        assertThat(tokenizer.withSpecialText().encode("<s>")).containsExactly(tokens.indexOf("<s>"));
        assertThat(tokenizer.endOfText()).isEmpty();
    }

    @Test
    void theLongestSpecialTextIsFound() {
        List<String> tokens = tokens("<a>", "<a>b");
        BytePairTokenizer tokenizer =
                BytePairTokenizer.of(new BytePairVocabulary(tokens, List.of(), Set.of("<a>", "<a>b")));
        assertThat(names(tokenizer.withSpecialText(), tokens, "<a>b<a>c")).containsExactly("<a>b", "<a>", "c");
    }

    @Test
    void refusesWhatCannotCutEveryText() {
        refused(tokens("lo", "lo"), List.of(new Merge("l", "o")), "holds 'lo' twice");
        refused(tokens().subList(1, 256), List.of(), "no token 'Ā' for the byte 0x00");
        refused(tokens("lo"), List.of(), "no merge makes the token 'lo'");
        refused(
                tokens(),
                List.of(new Merge("l", "o")),
                "merge 1 joins 'l' and 'o', but the vocabulary has no token 'lo'");
        refused(tokens("lox"), List.of(new Merge("lo", "x")), "has no token 'lo'");
        refused(
                tokens("aa", "aaa"),
                List.of(new Merge("a", "a"), new Merge("a", "aa"), new Merge("aa", "a")),
                "merge 3 makes 'aaa' a second time");
        refused(tokens("a b"), List.of(), "no merge makes the token 'a b'");
        refused(tokens(""), List.of(), "a token of 0 bytes; 1 to 1024");
        refused(tokens("x".repeat(1025)), List.of(), "a token of 1025 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BytePairVocabulary(tokens(), List.of(), Set.of("<s>")))
                .withMessage("the special '<s>' is no token");
    }

    @Test
    void bytesAreSpelledAsInGpt2sFiles() {
        assertThat(ByteSpelling.of(' ')).isEqualTo("Ġ");
        assertThat(ByteSpelling.of('\n')).isEqualTo("Ċ");
        assertThat(ByteSpelling.of('\t')).isEqualTo("ĉ");
        assertThat(ByteSpelling.of(0xAD)).isEqualTo("Ń");
        assertThat(ByteSpelling.of('a')).isEqualTo("a");
        assertThat(ByteSpelling.bytes("Ġa")).containsExactly(' ', 'a');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSpelling.bytes("a b"))
                .withMessage("the token 'a b' holds U+0020, which stands for no byte");
    }

    private static void refused(List<String> tokens, List<Merge> merges, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BytePairVocabulary(tokens, merges, Set.of()))
                .withMessageContaining(message);
    }

    /** The 256 bytes, and others. */
    private static List<String> tokens(String... others) {
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(ByteSpelling.of(b));
        }
        tokens.addAll(List.of(others));
        return tokens;
    }

    private static List<String> names(Tokenizer tokenizer, List<String> tokens, String text) {
        List<String> names = new ArrayList<>();
        for (int id : tokenizer.encode(text)) {
            names.add(tokens.get(id));
        }
        return names;
    }
}
