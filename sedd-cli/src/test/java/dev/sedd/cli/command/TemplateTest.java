package dev.sedd.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.cli.command.Template.Gap;
import dev.sedd.cli.command.Template.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates with gaps: what they fix, what they leave free, and where a wrong one is wrong. */
class TemplateTest {
    @Test
    void gapInTheMiddle() {
        assertThat(Template.parse("To be, [[24]] that").parts())
                .containsExactly(new Text("To be, "), new Gap(24), new Text(" that"));
    }

    @Test
    void gapsAtBothEndsAndSideBySide() {
        assertThat(Template.parse("[[1]][[2]]x[[3]]").parts())
                .containsExactly(new Gap(1), new Gap(2), new Text("x"), new Gap(3));
    }

    @Test
    void escapedBracketsAreText() {
        assertThat(Template.parse("a\\[[5]] [[2]]").parts()).containsExactly(new Text("a[[5]] "), new Gap(2));
    }

    @Test
    void backslashesAndSingleBracketsElsewhereStayAsTheyAre() {
        assertThat(Template.parse("a\\b [c] \\[d\\ ]] [[1]]").parts())
                .containsExactly(new Text("a\\b [c] \\[d\\ ]] "), new Gap(1));
    }

    @Test
    void positionsCountCharactersAndNotUtf16Units() {
        assertThatThrownBy(() -> Template.parse("😀[[x]]")).hasMessageContaining("character 2:");
    }

    @ParameterizedTest
    @CsvSource({
        "'ab[[3',            character 3:, has no closing",
        "'[[]]',             character 1:, holds no number",
        "'a [[x]]',          character 3:, holds no number",
        "'a [[-3]]',         character 3:, holds no number",
        "'[[3]] [[ 4 ]]',    character 7:, holds no number",
        "'[[[5]]',           character 1:, holds no number",
        "'[[0]]',            character 1:, at least 1 token",
        "'[[99999999999]]',  character 1:, longer than any model",
        "'no gap',           no gap,       write [[n]]",
        "'',                 no gap,       write [[n]]"
    })
    void refusesWhatIsNoTemplate(String source, String place, String what) {
        assertThatThrownBy(() -> Template.parse(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
    }
}
