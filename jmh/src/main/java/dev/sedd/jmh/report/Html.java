package dev.sedd.jmh.report;

import java.util.List;

/** The report as one page of HTML that needs nothing but the pictures beside it. */
final class Html {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Benchmarks</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222; }
            table { border-collapse: collapse; font-size: 14px; }
            th, td { padding: 0.2em 0.8em; border-bottom: 1px solid #ddd; text-align: right; }
            th:first-child, td:first-child { text-align: left; }
            img { max-width: 100%; }
            </style>
            </head>
            <body>
            <h1>Benchmarks</h1>
            """;

    private Html() {}

    static String of(List<String> facts, List<Section> sections) {
        StringBuilder page = new StringBuilder(HEAD).append("<ul>\n");
        facts.forEach(fact -> element("li", fact, page).append('\n'));
        page.append("</ul>\n");
        for (Section section : sections) {
            element("h2", section.title(), page).append('\n');
            element("p", section.text(), page).append('\n');
            section.picture()
                    .ifPresent(picture -> page.append("<p><img src=\"%s\" alt=\"%s\"></p>\n"
                            .formatted(escape(picture.file()), escape(picture.description()))));
            page.append("<table>\n");
            row("th", section.table().head(), page);
            section.table().rows().forEach(row -> row("td", row, page));
            page.append("</table>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static void row(String tag, List<String> cells, StringBuilder page) {
        page.append("<tr>");
        cells.forEach(cell -> element(tag, cell, page));
        page.append("</tr>\n");
    }

    private static StringBuilder element(String tag, String text, StringBuilder page) {
        return page.append('<')
                .append(tag)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(tag)
                .append('>');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
