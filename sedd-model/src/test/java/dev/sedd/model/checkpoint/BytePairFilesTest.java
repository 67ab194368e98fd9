package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.tokens.BytePairTokenizer;
import dev.sedd.model.tokens.BytePairVocabulary;
import dev.sedd.model.tokens.Gpt2Vocabulary;
import dev.sedd.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** GPT-2's files and tokenizer.json: read, written, and refused where they are hostile or of another kind. */
class BytePairFilesTest {
    private static final String MERGES = "#version: 0.2\nl o\nĠ lo\nĠlo w\n";
    private static final String TEXT = "low low\n<|endoftext|>";

    @TempDir
    private Path folder;

    @Test
    void readsGpt2sOwnFiles() throws Exception {
        BytePairVocabulary gpt2 = Gpt2Vocabulary.get();
        Map<String, Integer> ids = new LinkedHashMap<>();
        gpt2.tokens().forEach(token -> ids.put(token, ids.size()));
        json("vocab.json", ids);
        String merges = gpt2.merges().stream()
                .map(merge -> merge.left() + " " + merge.right() + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n" + merges);
        assertThat(merges).startsWith("Ġ t\nĠ a\nh e\ni n\nr e\no n\n");
        isGpt2s(read());
        assertThat(read().vocabulary()).hasValue(gpt2);
    }

    @Test
    void writesAndReadsATokenizerJson() throws Exception {
        BytePairVocabulary gpt2 = Gpt2Vocabulary.get();
        Vocabularies.write(BytePairTokenizer.of(gpt2), folder);
        assertThat(folder.resolve("tokenizer.json")).exists();
        isGpt2s(read());
        assertThat(read().vocabulary()).hasValue(gpt2);
    }

    private static void isGpt2s(BytePairTokenizer files) {
        BytePairTokenizer own = BytePairTokenizer.gpt2();
        assertThat(files.size()).isEqualTo(own.size());
        assertThat(files.endOfText()).isEqualTo(own.endOfText());
        String text = "Text, that's of  1024 tokens…\n\n 你好 <|endoftext|>";
        assertThat(files.encode(text)).containsExactly(own.encode(text));
        assertThat(files.withSpecialText().encode(text))
                .containsExactly(own.withSpecialText().encode(text));
    }

    @Test
    void gpt2sOwnNeedsNoFile() throws Exception {
        Vocabularies.write(BytePairTokenizer.gpt2(), folder);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {MERGES, "l o\r\nĠ lo\r\nĠlo w", "l o\nĠ lo\n\nĠlo w\n\n"})
    void readsAPairOfFiles(String merges) throws Exception {
        json("vocab.json", vocabulary());
        Files.writeString(folder.resolve("merges.txt"), merges);
        isSmall(read());
        isSmall((BytePairTokenizer) Vocabularies.fromFile(folder.resolve("merges.txt")));
    }

    @Test
    void readsATokenizerJsonOfEitherForm() throws Exception {
        json("tokenizer.json", whole(List.of("l o", "Ġ lo", "Ġlo w")));
        isSmall(read());
        json("tokenizer.json", whole(List.of(List.of("l", "o"), List.of("Ġ", "lo"), List.of("Ġlo", "w"))));
        isSmall(read());
    }

    @Test
    void specialTokensMayStandBesideTheVocabulary() throws Exception {
        Map<String, Integer> ids = vocabulary();
        int end = ids.remove("<|endoftext|>");
        ids.put("Ġlow", end);
        Map<String, Object> root = whole(List.of("l o", "Ġ lo", "Ġlo w"));
        root.put("model", Map.of("type", "BPE", "vocab", ids, "merges", List.of("l o", "Ġ lo", "Ġlo w")));
        root.put("added_tokens", List.of(Map.of("id", 259, "content", "[END]", "special", true)));
        json("tokenizer.json", root);
        assertThat(read().withSpecialText().encode("[END] low")).containsExactly(259, end);
        assertThat(read().endOfText()).isEmpty();
    }

    private static void isSmall(BytePairTokenizer small) {
        assertThat(small.size()).isEqualTo(260);
        assertThat(small.decode(small.encode(TEXT))).isEqualTo(TEXT);
        assertThat(small.encode("low low")).containsExactly(257, 'w', 259);
        assertThat(small.withSpecialText().encode("<|endoftext|>")).containsExactly(256);
        assertThat(small.endOfText()).hasValue(256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "l o                      | no merge makes the token 'Ġlo'",
                "l o_Ġ lo_Ġlo             | merges.txt: merge 3 is not two tokens with a space between",
                "l o_Ġ lo_Ġlo w x         | merges.txt: merge 3 is not two tokens with a space between",
                "l o_Ġ lo_Ġlo w_l x       | merge 4 joins 'l' and 'x', but the vocabulary has no token 'lx'",
                "l o_Ġ lo_Ġlo w_l o       | merge 4 makes 'lo' a second time",
            })
    void refusesMergesThatAreNotTheVocabularys(String merges, String part) throws Exception {
        Path file = json("vocab.json", vocabulary());
        Path lines = Files.writeString(folder.resolve("merges.txt"), merges.replace('_', '\n'));
        Path named = part.startsWith("merges.txt") ? lines : folder.resolve("vocab.json with merges.txt");
        OneLine.error(named, () -> Vocabularies.fromFile(file), part);
    }

    @Test
    void aVocabularyOfIdsNeedsItsMerges() throws Exception {
        Path file = json("vocab.json", vocabulary());
        OneLine.error(folder.resolve("merges.txt"), () -> Vocabularies.fromFile(file), "there is no such file");
        Files.write(folder.resolve("merges.txt"), new byte[] {(byte) 0xC3});
        OneLine.error(folder.resolve("merges.txt"), () -> Vocabularies.fromFile(file), "is not UTF-8 text");
        Files.delete(folder.resolve("merges.txt"));
        json("tokenizer.json", whole(List.of("l o", "Ġ lo", "Ġlo w")));
        isSmall(read());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "low  | 300        | has the id 300, but the 261 tokens need the ids 0 to 260",
                "low  | -1         | has the id -1",
                "low  | 2147483647 | has the id 2147483647",
                "low  | 0          | have the same id 0",
                "a b  | 260        | no merge makes the token 'a b'",
            })
    void sizesAreCheckedBeforeTheyAreBelieved(String token, int id, String part) throws Exception {
        Map<String, Integer> ids = vocabulary();
        ids.put(token, id);
        Path file = json("vocab.json", ids);
        Files.writeString(folder.resolve("merges.txt"), MERGES);
        OneLine.error(folder.resolve("vocab.json with merges.txt"), () -> Vocabularies.fromFile(file), part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "model               ; 3                              ; model is 3; expected a table",
                "model               ; {'type':'Unigram'}             ; model.type is Unigram; expected BPE",
                "model               ; {'vocab':{}}                   ; model.type is not given; expected BPE",
                "model               ; {'type':'BPE'}                 ; has no key model.vocab",
                "model               ; {'type':'BPE','vocab':[]}      ; model.vocab is a list; expected a table",
                "model               ; {'type':'BPE','vocab':{'a':1.5}} ; 'a' has no whole number as its id",
                "model               ; {'type':'BPE','vocab':{'a':0},'merges':[['a']]} ; merge 1 is not two tokens",
                "model               ; {'type':'BPE','vocab':{'a':0},'merges':{}} ; model.merges is a table; expected a list",
                "model       ; {'type':'BPE','vocab':{},'end_of_word_suffix':'</w>'} ; suffix is </w>; expected nothing",
                "pre_tokenizer       ; {'type':'Metaspace'}           ; pre_tokenizer.type is Metaspace; expected ByteLevel",
                "pre_tokenizer       ; null                           ; pre_tokenizer.type is not given",
                "pre_tokenizer       ; {'type':'ByteLevel','add_prefix_space':true} ; add_prefix_space is true; expected false",
                "pre_tokenizer       ; {'type':'ByteLevel','use_regex':false} ; use_regex is false; expected true",
                "normalizer          ; {'type':'NFC'}                 ; normalizer is NFC; expected null",
                "added_tokens        ; [{'id':260}]                   ; an entry without a content and an id",
                "added_tokens        ; [{'id':1,'content':'<|endoftext|>'}] ; '<|endoftext|>' has two ids, 256 and 1",
                "added_tokens        ; [{'id':999999999,'content':'<s>'}] ; has the id 999999999, but the 261 tokens",
            })
    void refusesATokenizerJsonOfAnotherKind(String key, String value, String part) throws Exception {
        Map<String, Object> root = whole(List.of("l o", "Ġ lo", "Ġlo w"));
        root.put(key, JsonMapper.shared().readValue(value.replace('\'', '"'), Object.class));
        Path file = json("tokenizer.json", root);
        OneLine.error(file, () -> Vocabularies.fromFile(file), part);
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        Path file = folder.resolve("tokenizer.json");
        Files.write(file, new byte[(8 << 20) + 1]);
        OneLine.error(file, () -> Vocabularies.fromFile(file), "has 8388609 bytes, more than the 8388608");
        Files.writeString(file, "{\"model\":" + "[".repeat(100_000));
        OneLine.error(file, () -> Vocabularies.fromFile(file), "is not valid JSON");
        Files.writeString(file, "{\"a\": 0, \"a\": 1}");
        OneLine.error(file, () -> Vocabularies.fromFile(file), "is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.json", "vocab.json", "merges.txt"})
    void changedBytesAreReadOrRefusedInOneLine(String changed) throws Exception {
        json("tokenizer.json", whole(List.of("l o", "Ġ lo", "Ġlo w")));
        json("vocab.json", vocabulary());
        Files.writeString(folder.resolve("merges.txt"), MERGES);
        byte[] sound = Files.readAllBytes(folder.resolve(changed));
        SplittableRandom random = new SplittableRandom(6);
        int refused = 0;
        for (int n = 0; n < 300; n++) {
            byte[] bytes = Arrays.copyOf(sound, n % 2 == 0 ? sound.length : random.nextInt(sound.length));
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 128);
            }
            Files.write(folder.resolve(changed), bytes);
            try {
                Tokenizer read = Vocabularies.fromFile(folder.resolve(changed));
                assertThat(read.decode(read.encode("low"))).isEqualTo("low");
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isBetween(150, 299);
    }

    private BytePairTokenizer read() throws CheckpointException {
        return (BytePairTokenizer) Vocabularies.beside(folder).orElseThrow();
    }

    private Path json(String name, Object content) throws IOException {
        return Files.writeString(
                folder.resolve(name), JsonMapper.shared().writeValueAsString(content), StandardCharsets.UTF_8);
    }

    /** Bytes, each with its own value as its id; the end of text; and three tokens that merges make. */
    private static Map<String, Integer> vocabulary() {
        List<String> gpt2 = Gpt2Vocabulary.bytes();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int b = 0; b < 256; b++) {
            ids.put(gpt2.get(b), b);
        }
        for (String token : new String[] {"<|endoftext|>", "lo", "Ġlo", "Ġlow"}) {
            ids.put(token, ids.size());
        }
        return ids;
    }

    private static Map<String, Object> whole(Object merges) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("truncation", null);
        root.put("added_tokens", List.of(Map.of("id", 256, "content", "<|endoftext|>", "special", true)));
        root.put("normalizer", null);
        root.put("pre_tokenizer", Map.of("type", "ByteLevel", "add_prefix_space", false));
        root.put("model", Map.of("type", "BPE", "vocab", vocabulary(), "merges", merges));
        return root;
    }
}
