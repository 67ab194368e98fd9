package dev.sedd.model.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Replacements that are made in a text one after the other. Patterns mean what Python's mean, in which the published
 * rules are written: {@code <s>} stands for its white space, {@code <w>} for its word characters.
 */
final class Rules {
    private static final String SPACE = "[\\p{IsWhite_Space}\\x1c-\\x1f]";
    private static final String WORD = "[\\p{L}\\p{N}_]";
    private static final Pattern ENDS = Pattern.compile("\\A" + SPACE + "+|" + SPACE + "+\\z");

    private final List<UnaryOperator<String>> steps = new ArrayList<>();

    /** Then replaces every {@code from}. */
    Rules replace(String from, String to) {
        steps.add(text -> text.replace(from, to));
        return this;
    }

    /** Then takes away the space before each of the signs where a space follows it, too. */
    Rules attach(String... signs) {
        for (String sign : signs) {
            replace(" " + sign + " ", sign + " ");
        }
        return this;
    }

    /** Then replaces what a pattern finds; {@code $1} in {@code to} is its first group. */
    Rules find(String regex, String to) {
        Pattern pattern = Pattern.compile(regex.replace("<s>", SPACE).replace("<w>", WORD), Pattern.UNIX_LINES);
        steps.add(text -> pattern.matcher(text).replaceAll(to));
        return this;
    }

    /** Then sets text in front. */
    Rules begin(String text) {
        steps.add(rest -> text + rest);
        return this;
    }

    /** Then takes away white space at both ends. */
    Rules strip() {
        steps.add(Rules::stripped);
        return this;
    }

    String apply(String text) {
        String result = text;
        for (UnaryOperator<String> step : steps) {
            result = step.apply(result);
        }
        return result;
    }

    /** A text without white space at both ends. */
    static String stripped(String text) {
        return ENDS.matcher(text).replaceAll("");
    }
}
