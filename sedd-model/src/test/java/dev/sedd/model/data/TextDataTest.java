package dev.sedd.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text becomes tokens, and tokens become examples. */
class TextDataTest {
    @TempDir
    private Path folder;

    @Test
    void aRunningTextIsPartedAtNineTenths() throws IOException {
        TextData corpus = new TextData(text("The cat sat on a mat; été 😀!"), Layout.TEXT);
        Tokenizer tokenizer = corpus.characters();
        assertThat(tokenizer.decode(new int[] {0, tokenizer.size() - 1})).isEqualTo(" 😀");
        corpus.encode(tokenizer, 4, folder.resolve("tokens"));
        try (Dataset data = Dataset.open(folder.resolve("tokens"), 4)) {
            assertThat(data.layout()).isEqualTo(Layout.TEXT);
            assertThat(data.vocabularySize()).isEqualTo(tokenizer.size());
            // 28 characters: 25 for training, 3 for validation, which are no window of 4.
            assertThat(data.training().size()).isEqualTo(22);
            assertThat(data.validation().size()).isZero();
            assertThat(decode(tokenizer, data.training(), 0)).isEqualTo("The ");
            assertThat(decode(tokenizer, data.training(), 21)).isEqualTo(" été");
        }
        try (Dataset data = Dataset.open(folder.resolve("tokens"), 1)) {
            assertThat(data.validation().size()).isEqualTo(3);
            assertThat(decode(tokenizer, data.validation(), 1)).isEqualTo("😀");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_115_394, 10, 11, 19, 20})
    void thePartsAreThoseOfShakespeare(int characters) throws IOException {
        Path file = text("ab".repeat(characters / 2) + "a".repeat(characters % 2));
        new TextData(file, Layout.TEXT).encode(new CharacterTokenizer("ab"), 1, folder.resolve("tokens"));
        try (Dataset data = Dataset.open(folder.resolve("tokens"), 1)) {
            assertThat(data.training().size()).isEqualTo(characters * 9L / 10);
            assertThat(data.validation().size()).isEqualTo(characters - characters * 9L / 10);
        }
    }

    @Test
    void everyTenthLineIsKeptBack() throws IOException {
        StringBuilder text = new StringBuilder("\n");
        for (int i = 1; i <= 21; i++) {
            text.append("n").append(i).append(i % 2 == 0 ? "\r\n" : "\n\n");
        }
        TextData corpus = new TextData(text(text.append("end").toString()), Layout.LINES);
        Tokenizer tokenizer = corpus.characters();
        assertThat(tokenizer.decode(new int[] {0, 1, 2})).isEqualTo(" 01");
        corpus.encode(tokenizer, 5, folder.resolve("tokens"));
        try (Dataset data = Dataset.open(folder.resolve("tokens"), 5)) {
            assertThat(data.layout()).isEqualTo(Layout.LINES);
            assertThat(all(tokenizer, data.validation())).containsExactly("n10  ", "n20  ");
            assertThat(all(tokenizer, data.training()))
                    .hasSize(20)
                    .startsWith("n1   ", "n2   ")
                    .contains("n9   ", "n11  ")
                    .endsWith("n21  ", "end  ");
        }
        assertThatThrownBy(() -> Dataset.open(folder.resolve("tokens"), 4))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds lines of 5 tokens, the model is for 4");
    }

    @Test
    void largeVocabulariesTakeTwoBytesOrFour() throws IOException {
        for (int size : new int[] {256, 257, 65536, 65537}) {
            int[] ids = {0, size - 1, size / 2, 255};
            Tokenizer numbers = new Numbers(size, ids);
            new TextData(text("x"), Layout.TEXT).encode(numbers, 3, folder.resolve("tokens"));
            try (Dataset data = Dataset.open(folder.resolve("tokens"), 3)) {
                int[] read = new int[4];
                data.training().copy(0, read, 1);
                assertThat(read).containsExactly(0, 0, size - 1, size / 2);
            }
        }
    }

    /** A text longer than a piece is cut where no token lies across, however its lines end. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", " \n", "\n\u00a0\u00a0"})
    void piecesEndBehindAWord(String end) throws IOException {
        String text = ("x-" + end + "y" + end + " w" + end).repeat(2_700_000 / (5 + 3 * end.length()));
        List<String> pieces = new ArrayList<>();
        Tokenizer recorder = new Numbers(2, new int[] {1}) {
            @Override
            public int[] encode(String piece) {
                pieces.add(piece);
                return super.encode(piece);
            }
        };
        new TextData(text(text), Layout.TEXT).encode(recorder, 1, folder.resolve("tokens"));
        assertThat(String.join("", pieces).equals(text)).isTrue();
        assertThat(pieces.size()).isEqualTo(3);
        assertThat(pieces.subList(0, 2)).allMatch(piece -> piece.matches("(?s).*[-yw]"));
        assertThat(pieces.subList(1, 3)).allMatch(piece -> piece.matches("(?s)[ \r\n].*"));
        Tokenizer bytePairs = BytePairTokenizer.gpt2();
        int[] whole = bytePairs.encode(text);
        assertThat(pieces.stream()
                        .flatMapToInt(piece -> IntStream.of(bytePairs.encode(piece)))
                        .toArray())
                .isEqualTo(whole);
    }

    @Test
    void refusesWhatIsNoTextToLearnFrom() throws IOException {
        refuses(text(""), Layout.TEXT, "text.txt: the file is empty");
        refuses(folder.resolve("none"), Layout.TEXT, "there is no such file");
        refuses(folder, Layout.TEXT, "is not a file");
        refuses(text("a\0b"), Layout.TEXT, "holds a NUL character; it is no text but a binary file");
        refuses(bytes(0x61, 0x62, 0xff, 0x63), Layout.TEXT, "is not UTF-8 text: byte 3 begins no character");
        refuses(bytes(0x61, 0xe2, 0x82), Layout.TEXT, "is not UTF-8 text: byte 2 begins no character");
        refuses(text("0123456789"), Layout.TEXT, "nine tenths (9) are for training; that is not one example of 10");
        refuses(text("\n \r\n\n"), Layout.LINES, null);
        refuses(text("\n\r\n\n"), Layout.LINES, "has no line that holds something");
        refuses(text("ab\n\n12345678901"), Layout.LINES, "line 3 has 11 tokens, more than the length of 10");
        assertThat(folder.resolve("tokens")).doesNotExist();
    }

    @Test
    void namesTheCharacterThatAVocabularyLacks() throws IOException {
        Path file = text("abcé");
        assertThatThrownBy(() ->
                        new TextData(file, Layout.TEXT).encode(new CharacterTokenizer("abc"), 1, folder.resolve("t")))
                .hasMessageContaining("text.txt: after token 0: character 4 of the text, 'é' (U+00E9)");
        assertThatThrownBy(() ->
                        new TextData(file, Layout.LINES).encode(new CharacterTokenizer("abcé"), 4, folder.resolve("t")))
                .hasMessageContaining("the space that fills lines up: character 1");
    }

    @Test
    void refusesFilesOfTokensThatAreDamaged() throws IOException {
        Path tokens = folder.resolve("tokens");
        new TextData(text("0123456789"), Layout.TEXT).encode(new CharacterTokenizer("0123456789"), 2, tokens);
        byte[] sound = Files.readAllBytes(tokens);
        assertThat(Dataset.isTokens(tokens)).isTrue();
        for (int size : new int[] {0, 7, 8, 47, 48, sound.length - 1}) {
            Files.write(tokens, Arrays.copyOf(sound, size));
            assertThatThrownBy(() -> Dataset.open(tokens, 2))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("make it again");
        }
        for (int at = 8; at < 48; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) 0x80;
            Files.write(tokens, damaged);
            try (Dataset data = Dataset.open(tokens, 2)) {
                assertThat(at == 16 || at >= 24 && at < 32)
                        .as("in the vocabulary's size, the checksum or the zero behind it: %d", at)
                        .isTrue();
                assertThat(data.training().size()).isEqualTo(8);
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).contains("tokens: ");
            }
        }
        assertThatThrownBy(() -> Dataset.open(text("0123"), 2)).hasMessageContaining("is not a file of tokens");
    }

    private void refuses(Path file, Layout layout, String message) throws IOException {
        TextData corpus = new TextData(file, layout);
        Path out = folder.resolve("tokens");
        if (message == null) {
            corpus.encode(corpus.characters(), 10, out);
            Files.delete(out);
            return;
        }
        assertThatThrownBy(() -> corpus.encode(corpus.characters(), 10, out))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    private Path text(String content) throws IOException {
        return Files.writeString(folder.resolve("text.txt"), content);
    }

    private Path bytes(int... content) throws IOException {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return Files.write(folder.resolve("text.txt"), bytes);
    }

    private static List<String> all(Tokenizer tokenizer, Examples examples) {
        List<String> all = new ArrayList<>();
        for (long i = 0; i < examples.size(); i++) {
            all.add(decode(tokenizer, examples, i));
        }
        return all;
    }

    private static String decode(Tokenizer tokenizer, Examples examples, long i) {
        int[] tokens = new int[examples.length()];
        examples.copy(i, tokens, 0);
        return tokenizer.decode(tokens);
    }

    /** Gives the same tokens for every text. */
    private static class Numbers implements Tokenizer {
        private final int size;
        private final int[] ids;

        Numbers(int size, int[] ids) {
            this.size = size;
            this.ids = ids;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int[] encode(String text) {
            return ids;
        }

        @Override
        public String decode(int[] tokens) {
            return "";
        }
    }
}
