package dev.sedd.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences of each corpus, cleaned by hand, and the files that they come in. */
class CorpusTest {
    @TempDir
    private Path folder;

    /** A break is written as ~, as the table has no line breaks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ` = Robert Boulter = ~`|` = Robert Boulter =~`
            ` = = = Career = = = ~`|` === Career ===~`
            ` He had a guest @-@ starring role , in 1 @,@ 000 of 2 @.@ 5 . ~`|` He had a guest-starring role, in 1,000 of 2.5.~`
            ` " Who ? " , he said ; no ! `|` "Who?", he said; no! `
            ` ( a ) [ b ] { c } `|` (a) [b] {c} `
            ` the dogs ' tails `|` the dogs' tails `
            ` the dog 's tail `|` the dog's tail `
            ` the dogs ' and the dog 's tail `|` the dogs'and the dog's tail `
            ` at 5 ° C , N days`|` at 5°C, 1 days`
            ` a ~ b`|` a~b`
            """)
    void wikitext(String text, String expected) {
        assertThat(Corpus.WIKITEXT.clean(text.replace('~', '\n'))).isEqualTo(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mr. <unk> is chairman of <unk> n.v. the dutch publishing group|mr. ? is chairman of ? n.v. the dutch publishing group
            it is n't the company 's fault|it isn't the company's fault
            the workers ' N N N days|the workers' 1 1 1 days
            up N to $ N million|up 1 to $1 million
            ranked # N by them|ranked #1 by them
            N \\/ N and 1\\/2|N / 1 and 1/2
            """)
    void ptb(String text, String expected) {
        assertThat(Corpus.PTB.clean(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Schools closed , then reversed , as of swine flu .|Schools closed, then reversed, as of swine flu.
            It ended . It 's over !|It ended. It's over!
            " Why ? " he asked : nobody knew ; why ?|"Why?" he asked: nobody knew; why?
            ( about $ 5 or £ 3 ) [ sic ]|(about $5 or £3) [sic]
            See http : / / a.com and https : / / b.com and / or|See http://a.com and https://b.com and/or
            the so called ' best ' of 10.|the so called 'best' of 10.
            Ein Café .|Ein Café.
            """)
    void lm1b(String text, String expected) {
        assertThat(Corpus.LM1B.clean(text)).isEqualTo(expected);
    }

    @Test
    void lambada() {
        assertThat(Corpus.LAMBADA.clean(" “Yes,” she said. \n")).isEqualTo("\n\"Yes,\" she said.");
    }

    @Test
    void plain() {
        assertThat(Corpus.PLAIN.clean(" as it is , \n")).isEqualTo(" as it is , \n");
    }

    @Test
    void everyLineOfWikitextIsADocumentAndKeepsItsBreak() throws IOException {
        Path file = write(" = A = \r\n \n text . \n\nend");
        assertThat(Corpus.WIKITEXT.documents(file)).containsExactly(" = A =\n", "", " text.\n", "", "end");
    }

    @Test
    void everyLineOfPtbAndLm1bIsADocumentWithoutItsBreak() throws IOException {
        Path file = write(" it is n't \n\n so , \n");
        assertThat(Corpus.PTB.documents(file)).containsExactly("it isn't", "", "so ,");
        assertThat(Corpus.LM1B.documents(write(" yes , no . \nmaybe\n"))).containsExactly("yes, no.", "maybe");
    }

    @Test
    void lambadaIsRecordsOrLines() throws IOException {
        Path file = write("{\"text\": \"“a”\\nb \"}\n\nc d\n");
        assertThat(Corpus.LAMBADA.documents(file)).containsExactly("\n\"a\"\nb", "\nc d");
        isProblem(Corpus.LAMBADA, write("a\n{\"text\": "), "line 2 is not valid JSON");
        isProblem(Corpus.LAMBADA, write("{\"txt\": \"a\"}"), "line 1 is an object without a text");
        isProblem(Corpus.LAMBADA, write("{\"text\": 3}"), "line 1 is an object without a text");
    }

    @Test
    void plainTextIsOneDocument() throws IOException {
        assertThat(Corpus.PLAIN.documents(write("a\r\n\n b \n"))).containsExactly("a\r\n\n b \n");
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {'a', (byte) 0xFF});
        isProblem(Corpus.PLAIN, file, "is not UTF-8 text");
        isProblem(Corpus.PTB, folder, "is a folder");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Corpus.PTB.documents(folder.resolve("none")));
    }

    @Test
    void namesAreThoseOfTheCommandLine() {
        for (Corpus corpus : Corpus.values()) {
            assertThat(Corpus.of(corpus.toString())).isEqualTo(corpus);
        }
        assertThat(Corpus.of("WikiText")).isEqualTo(Corpus.WIKITEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corpus.of("wiki"))
                .withMessage("'wiki' is not one of [wikitext, ptb, lm1b, lambada, plain]");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("corpus.txt"), text);
    }

    private static void isProblem(Corpus corpus, Path file, String reason) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> corpus.documents(file))
                .satisfies(e -> assertThat(e.getFile()).isEqualTo(file.toString()))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo(reason));
    }
}
