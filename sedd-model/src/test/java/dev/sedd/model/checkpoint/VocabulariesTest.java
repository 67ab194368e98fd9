package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.checkpoint.pickle.PickleBytes;
import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.CharacterTokenizer;
import dev.sedd.model.tokens.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vocabularies from each kind of file, and files that are none. */
class VocabulariesTest {
    @TempDir
    private Path folder;

    @Test
    void theNotebooksCharactersAreShakespeares() throws Exception {
        try (Checkpoint embedded = Checkpoint.embedded()) {
            CharacterTokenizer shipped =
                    (CharacterTokenizer) embedded.tokenizer().orElseThrow();
            CharacterTokenizer notebook = (CharacterTokenizer) Vocabularies.notebook();
            assertThat(notebook.size()).isEqualTo(65);
            assertThat(notebook.characters()).isEqualTo(shipped.characters());
        }
    }

    @Test
    void someVocabulariesAreKnownByTheirSize() {
        assertThat(Vocabularies.known(65)).hasValue(Vocabularies.notebook());
        assertThat(Vocabularies.known(50257)).hasValue(BytePairTokenizer.gpt2());
        assertThat(Vocabularies.known(50258)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Vocabularies.write(new CharacterTokenizer("\n\"\\é😀\u2028"), folder);
        CharacterTokenizer read = (CharacterTokenizer) Vocabularies.fromFile(folder.resolve("vocab.json"));
        assertThat(read.characters()).isEqualTo("\n\"\\é😀\u2028");
        assertThat(Vocabularies.beside(folder).orElseThrow().size()).isEqualTo(6);
    }

    @Test
    void readsNanoGptsPickle() throws Exception {
        PickleBytes pickle =
                new PickleBytes().emptyTable().text("vocab_size").number(3).setItem();
        pickle.text("itos").emptyTable();
        pickle.number(1)
                .text("a")
                .setItem()
                .number(0)
                .text("\n")
                .setItem()
                .number(2)
                .text("😀")
                .setItem();
        Path file = Files.write(folder.resolve("meta.pkl"), pickle.setItem().end());
        CharacterTokenizer read = (CharacterTokenizer) Vocabularies.fromFile(file);
        assertThat(read.characters()).isEqualTo("\na😀");
        assertThat(Vocabularies.beside(folder).orElseThrow().size()).isEqualTo(3);
    }

    @Test
    void refusesAPickleThatIsNoneOfThem() throws Exception {
        Path file = folder.resolve("meta.pkl");
        Files.write(file, new PickleBytes().global("posix", "system").end());
        OneLine.error(file, () -> Vocabularies.fromFile(file), "asks for posix.system, which is refused");
        Files.write(file, new PickleBytes().emptyTable().end());
        OneLine.error(file, () -> Vocabularies.fromFile(file), "no table itos");
        PickleBytes hole = new PickleBytes().emptyTable().text("itos").emptyTable();
        Files.write(file, hole.number(1).text("a").setItem().setItem().end());
        OneLine.error(file, () -> Vocabularies.fromFile(file), "no single character for id 0");
        PickleBytes lie =
                new PickleBytes().emptyTable().text("vocab_size").number(2).setItem();
        lie.text("itos").emptyTable().number(0).text("a").setItem().setItem();
        Files.write(file, lie.end());
        OneLine.error(file, () -> Vocabularies.fromFile(file), "vocab_size is not the 1 of itos");
        Files.write(file, new byte[0]);
        OneLine.error(file, () -> Vocabularies.fromFile(file), "cut short");
    }

    @Test
    void aTextsVocabularyIsItsSortedCharacters() throws Exception {
        Path file = Files.writeString(folder.resolve("input.txt"), "bob said: 😀é\n");
        assertThat(((CharacterTokenizer) Vocabularies.fromFile(file)).characters())
                .isEqualTo("\n :abdiosé😀");
        Files.write(file, new byte[] {'a', (byte) 0xff});
        OneLine.error(file, () -> Vocabularies.fromFile(file), "is not UTF-8 text");
        Files.write(file, new byte[0]);
        OneLine.error(file, () -> Vocabularies.fromFile(file), "no characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'gpt2'}                | type is gpt2; expected char",
                "{'type':'char','chars':'aba'}  | 'a' (U+0061) twice",
                "{'type':'char','chars':''}     | no characters",
                "{'type':'char'}                | no characters",
                "{'type':'char','chars':['a']}  | chars is a list; expected text",
                "['a']                          | is not a table of keys and values",
                "{'type':                       | not valid JSON",
            })
    void refusesAVocabularyThatIsNone(String json, String part) throws Exception {
        Path file = folder.resolve("vocab.json");
        Files.write(file, json.replace("'", "\"").getBytes(StandardCharsets.UTF_8));
        OneLine.error(file, () -> Vocabularies.fromFile(file), part);
    }

    @Test
    void findsNothingInAnEmptyFolder() throws Exception {
        assertThat(Vocabularies.beside(folder)).isEmpty();
        Path nowhere = folder.resolve("nowhere.json");
        OneLine.error(nowhere, () -> Vocabularies.fromFile(nowhere), "there is no such file");
        Path noText = folder.resolve("nowhere.txt");
        OneLine.error(noText, () -> Vocabularies.fromFile(noText), "there is no such file");
    }

    @Test
    void writesOnlyVocabulariesThatHaveAFile() {
        Tokenizer other = new Tokenizer() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public int[] encode(String text) {
                return new int[0];
            }

            @Override
            public String decode(int[] tokens) {
                return "";
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabularies.write(other, folder));
    }
}
