package dev.sedd.jmh.report;

import java.util.List;

/** The report as Markdown. */
final class Markdown {
    private Markdown() {}

    static String of(List<String> facts, List<Section> sections) {
        StringBuilder text = new StringBuilder("# Benchmarks\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        for (Section section : sections) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append(section.text()).append("\n\n");
            section.picture()
                    .ifPresent(
                            picture -> text.append("![%s](%s)\n\n".formatted(picture.description(), picture.file())));
            table(section.table(), text);
        }
        return text.toString();
    }

    private static void table(Table table, StringBuilder text) {
        row(table.head(), text);
        text.append("|---").append("|---:".repeat(table.head().size() - 1)).append("|\n");
        table.rows().forEach(row -> row(row, text));
    }

    private static void row(List<String> cells, StringBuilder text) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
