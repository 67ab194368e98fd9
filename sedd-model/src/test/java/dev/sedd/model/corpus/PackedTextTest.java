package dev.sedd.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.corpus.PackedText.Grouping;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packing by hand: what ends a document, what is put together, what is dropped. */
class PackedTextTest {
    private static final Tokenizer GPT2 = BytePairTokenizer.gpt2();
    private static final Tokenizer LETTERS = new CharacterTokenizer("abcdefghijklmnopqrstuvwxyz");
    private static final int END = 50256;

    @Test
    void everyDocumentEndsWithTheEndOfText() {
        PackedText text = PackedText.pack(List.of("Hello world", "", "a"), GPT2, 3, Grouping.WHOLE);
        assertThat(text.windows()).containsExactly(new int[] {15496, 995, END}, new int[] {END, 64, END});
        assertThat(text.tokens()).containsExactly(15496, 995, END, END, 64, END);
        assertThat(text.length()).isEqualTo(3);
        assertThat(text.dropped()).isZero();
    }

    @Test
    void whatIsLeftAtTheEndIsDropped() {
        PackedText text = PackedText.pack(List.of("Hello world", "a"), GPT2, 2, Grouping.WHOLE);
        assertThat(text.windows()).containsExactly(new int[] {15496, 995}, new int[] {END, 64});
        assertThat(text.dropped()).isEqualTo(1);
        assertThat(PackedText.pack(List.of("a"), GPT2, 3, Grouping.WHOLE)).isEqualTo(new PackedText(3, List.of(), 2));
    }

    @Test
    void vocabulariesWithoutAnEndOfTextHaveNoneBetween() {
        PackedText text = PackedText.pack(List.of("abc", "de"), LETTERS, 2, Grouping.WHOLE);
        assertThat(text.windows()).containsExactly(new int[] {0, 1}, new int[] {2, 3});
        assertThat(text.dropped()).isEqualTo(1);
    }

    @Test
    void shardsAndGroupsAreCutEachOnItsOwn() {
        List<String> documents = List.of("abc", "d", "e", "fgh", "ij", "k", "l");
        // Shards of 3, 2 and 2 documents: abc d e | fgh ij | k l.
        PackedText shards = PackedText.pack(documents, LETTERS, 2, new Grouping(3, 1000));
        assertThat(texts(shards)).containsExactly("ab", "cd", "fg", "hi", "kl");
        assertThat(shards.dropped()).isEqualTo(2);
        // Groups of two within them: abc d | e | fgh ij | k l.
        PackedText groups = PackedText.pack(documents, LETTERS, 2, new Grouping(3, 2));
        assertThat(texts(groups)).containsExactly("ab", "cd", "fg", "hi", "kl");
        PackedText single = PackedText.pack(documents, LETTERS, 2, new Grouping(1, 1));
        assertThat(texts(single)).containsExactly("ab", "fg", "ij");
        assertThat(single.dropped()).isEqualTo(6);
    }

    @Test
    void thePapersGroupsAreAThousandDocumentsInEightParts() {
        List<String> documents = new ArrayList<>(Collections.nCopies(8 * 1500, "ab"));
        PackedText text = PackedText.pack(documents, LETTERS, 1024, Grouping.PAPER);
        // In each part 2000 and 1000 letters: one window, and none.
        assertThat(text.windows()).hasSize(8);
        assertThat(text.dropped()).isEqualTo(8 * (2000 - 1024 + 1000));
        assertThat(PackedText.pack(documents, LETTERS, 1024, Grouping.WHOLE).windows())
                .hasSize(24000 / 1024);
    }

    @Test
    void noMorePartsThanDocuments() {
        assertThat(texts(PackedText.pack(List.of("ab", "cd"), LETTERS, 2, Grouping.PAPER)))
                .containsExactly("ab", "cd");
        assertThat(PackedText.pack(List.of(), LETTERS, 2, Grouping.PAPER).windows())
                .isEmpty();
    }

    @Test
    void errorsSayWhichDocument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedText.pack(List.of("a", "b!"), LETTERS, 2, Grouping.WHOLE))
                .withMessageStartingWith("document 2: character 2 of the text, '!'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedText.pack(List.of(), LETTERS, 0, Grouping.WHOLE))
                .withMessage("length=0 < 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Grouping(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grouping(1, 0));
    }

    private static List<String> texts(PackedText text) {
        return text.windows().stream().map(LETTERS::decode).toList();
    }
}
