package dev.sedd.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GPT-2's byte pairs: known encodings, every text there and back, every id to text. */
class BytePairTokenizerTest {
    private static final BytePairTokenizer GPT2 = BytePairTokenizer.gpt2();
    private static final int END = 50256;
    private static final int MASK = 50257;

    static Stream<Arguments> knownEncodings() {
        return Stream.of(
                known(""),
                known("Hello world", 15496, 995),
                known("hello world", 31373, 995),
                known("Hello, world!", 15496, 11, 995, 0),
                known("Hello, my dog is cute", 15496, 11, 616, 3290, 318, 13779),
                known("To be, or not to be", 2514, 307, 11, 393, 407, 284, 307),
                known(
                        "The quick brown fox jumps over the lazy dog",
                        464,
                        2068,
                        7586,
                        21831,
                        18045,
                        625,
                        262,
                        16931,
                        3290),
                known("Replace me by any text you'd like.", 3041, 5372, 502, 416, 597, 2420, 345, 1549, 588, 13),
                known(
                        "Alan Turing theorized that computers would one day become",
                        36235,
                        39141,
                        18765,
                        1143,
                        326,
                        9061,
                        561,
                        530,
                        1110,
                        1716),
                known("I don't", 40, 836, 470),
                known("Once upon a time", 7454, 2402, 257, 640),
                known("import numpy as np", 11748, 299, 32152, 355, 45941),
                known("GPT-2", 38, 11571, 12, 17),
                known("12345", 10163, 2231),
                known(" ", 220),
                known("  ", 220, 220),
                known("\n", 198),
                known("\n\n", 628),
                known("\t", 197),
                known("\u00a0", 1849),
                known("é", 2634),
                known("😀", 47249, 222),
                known("你好", 19526, 254, 25001, 121),
                known("<|endoftext|>", 27, 91, 437, 1659, 5239, 91, 29));
    }

    private static Arguments known(String text, int... tokens) {
        return Arguments.of(text, tokens);
    }

    @ParameterizedTest
    @MethodSource
    void knownEncodings(String text, int[] tokens) {
        assertThat(GPT2.encode(text)).containsExactly(tokens);
        assertThat(GPT2.decode(tokens)).isEqualTo(text);
    }

    @Test
    void sizeAndEndAreThePublishedOnes() {
        assertThat(GPT2.size()).isEqualTo(50257);
        assertThat(GPT2.endOfText()).hasValue(END);
        assertThat(GPT2.description()).isEqualTo("50257 byte pairs of GPT-2");
        assertThat(GPT2.vocabulary()).isEmpty();
    }

    @Test
    void specialTextIsItsTokenWhereThatIsWanted() {
        BytePairTokenizer special = GPT2.withSpecialText();
        assertThat(special.encode("<|endoftext|>")).containsExactly(END);
        assertThat(special.encode("Hello<|endoftext|><|endoftext|> world")).containsExactly(15496, END, END, 995);
        assertThat(special.encode("Hello<|endoftext world")).containsExactly(GPT2.encode("Hello<|endoftext world"));
        assertThat(GPT2.encode("<|endoftext|>")).doesNotContain(END);
        assertThat(GPT2.decode(new int[] {15496, END})).isEqualTo("Hello<|endoftext|>");
    }

    @Test
    void everyIdDecodes() {
        for (int id = 0; id < GPT2.size(); id++) {
            assertThat(GPT2.decode(new int[] {id})).as("id %d", id).isNotEmpty();
        }
        for (int id : new int[] {MASK, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(GPT2.decode(new int[] {id})).isEqualTo("·");
        }
    }

    @Test
    void partsOfACharacterAreNoUtf8AloneAndTheCharacterTogether() {
        assertThat(GPT2.decode(new int[] {47249})).isEqualTo("\ufffd");
        assertThat(GPT2.decode(new int[] {222})).isEqualTo("\ufffd");
        assertThat(GPT2.decode(new int[] {15496, 47249, 222, 995})).isEqualTo("Hello😀 world");
        assertThat(GPT2.decode(new int[] {47249, MASK, 222})).isEqualTo("\ufffd·\ufffd");
        assertThat(GPT2.decode(new int[] {15496, MASK, MASK})).isEqualTo("Hello··");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTextComesBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 300; n++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            while (text.length() < length) {
                text.appendCodePoint(character(random));
            }
            int[] tokens = GPT2.encode(text.toString());
            assertThat(GPT2.decode(tokens)).isEqualTo(text.toString());
            assertThat(Arrays.stream(tokens)).allMatch(id -> id >= 0 && id < END);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  two  spaces  ",
                "\r\n\r\n\t \u0085\u2028\u2029\u3000\u00a0 x",
                " \n \n ",
                "\u0000\u0001\u001b[31m\u007f",
                "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽",
                "e\u0301\u0323 \u202eabc\u202c",
                "\ufeff\ufffd\uffff\ud83f\udfff\udbff\udfff",
                "<|endoftext|><|endoftext|>"
            })
    void oddTextsComeBack(String text) {
        assertThat(GPT2.decode(GPT2.encode(text))).isEqualTo(text);
        assertThat(GPT2.withSpecialText().decode(GPT2.withSpecialText().encode(text)))
                .isEqualTo(text);
    }

    @Test
    void longPiecesAreCutLikeShortOnes() {
        BytePairVocabulary vocabulary = Gpt2Vocabulary.get();
        Map<String, Integer> ids = new HashMap<>();
        vocabulary.tokens().forEach(token -> ids.put(token, ids.size()));
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 0; n < 40; n++) {
            StringBuilder word = new StringBuilder();
            int length = n % 2 == 0 ? 30 : 600; // JTokkit has another algorithm from 500 bytes on.
            while (word.length() < length) {
                word.append("etaoinshrdlu".charAt(random.nextInt(12)));
            }
            List<Integer> expected = Gpt2Vocabulary.parts(word.toString(), ids, END).stream()
                    .map(ids::get)
                    .toList();
            assertThat(GPT2.encode(word.toString())).containsExactly(expected.toArray(Integer[]::new));
        }
    }

    @Test
    void hugeTextsAreNoDanger() {
        String mixed = "a\ud835\udc00".repeat(50_000);
        assertThat(GPT2.decode(GPT2.encode(mixed))).isEqualTo(mixed);
        assertThat(GPT2.encode(" ".repeat(100_000) + "x")).hasSize(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\ud800c", "ab\udc00", "ab\ud800"})
    void halfASurrogatePairIsNoCharacter(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GPT2.encode(text))
                .withMessageStartingWith("character 3 of the text is half a surrogate pair (U+D")
                .withMessageEndingWith("), which is no character");
    }

    @Test
    void aVocabularyFromFilesCutsLikeGpt2s() {
        BytePairVocabulary vocabulary = Gpt2Vocabulary.get();
        BytePairTokenizer files = BytePairTokenizer.of(vocabulary);
        assertThat(files.size()).isEqualTo(50257);
        assertThat(files.endOfText()).hasValue(END);
        assertThat(files.vocabulary()).hasValue(vocabulary);
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 0; n < 200; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.appendCodePoint(character(random));
            }
            assertThat(files.encode(text.toString())).containsExactly(GPT2.encode(text.toString()));
            assertThat(files.decode(files.encode(text.toString()))).isEqualTo(text.toString());
        }
        assertThat(files.withSpecialText().encode("a<|endoftext|>")).containsExactly(64, END);
    }

    /** Letters and spaces mostly, and all of Unicode. */
    private static int character(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> ' ';
            case 1, 2 -> 'a' + random.nextInt(26);
            case 3 -> random.nextInt(0x80);
            case 4 -> random.nextInt(Character.MIN_SURROGATE);
            default -> Character.MIN_SUPPLEMENTARY_CODE_POINT + random.nextInt(0x100000);
        };
    }
}
