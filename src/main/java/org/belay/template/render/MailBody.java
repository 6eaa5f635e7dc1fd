package org.belay.template.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.language.PrintedValue;
import org.belay.template.markdown.MarkdownTree;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * The body of a mail after FreeMarker: Markdown sections, and blocks such as the summary. {@link RenderedMail} writes it as HTML and text.
 *
 * @param marks the values of the marks in it; after {@link #read} only those of placeholders and addresses are left
 */
record MailBody(List<BodySection> sections, ValueMarks marks) {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}:::[ \t]*(?<name>.*?)[ \t]*$");
    private static final Pattern ROW = Pattern.compile("^(?<label>[^\\s:][^:]*+):(?:\\s+(?<text>.*))?$");

    sealed interface BodySection {
        record MarkdownSection(Node document) implements BodySection {}

        record SummaryTable(List<SummaryRow> rows) implements BodySection {}

        /** The withdrawn mail; {@code when} is empty if its start time is not known. */
        record WithdrawnMail(String subject, String when) implements BodySection {}
    }

    /** One question of the summary and its answer. */
    record SummaryRow(String label, Node answer) {}

    static MailBody read(String markdown, ValueMarks marks, ReaderValues reading) {
        var sections = new ArrayList<BodySection>();
        var lines = new ArrayList<String>();
        String block = "";
        for (String line : markdown.split("\n", -1)) {
            Matcher fence = FENCE.matcher(line);
            if (!fence.matches()) {
                lines.add(line);
                continue;
            }
            add(sections, block, lines, marks, reading);
            block = fence.group("name");
            lines.clear();
        }
        add(sections, block, lines, marks, reading);
        return new MailBody(sections, marks);
    }

    /** Parses Markdown and replaces its marks. */
    static Node parse(String markdown, ValueMarks marks) {
        Node document = MarkdownTree.parseTemplate(markdown);
        MarkdownFiller.fill(document, marks);
        return document;
    }

    private static void add(
            List<BodySection> sections, String block, List<String> lines, ValueMarks marks, ReaderValues reading) {
        switch (block) {
            case "summary" -> sections.add(new BodySection.SummaryTable(rows(lines, marks)));
            case "withdrawn" ->
                sections.add(new BodySection.WithdrawnMail(
                        reading.withdrawnSubject()
                                .orElse(new PrintedValue.MissingValue("the subject of the notice").text()),
                        reading.withdrawnWhen()
                                .map(marks::add)
                                .map(marks::withPlaceholdersOnly)
                                .orElse("")));
            default -> {
                Node document = parse(String.join("\n", lines), marks);
                if (document.getFirstChild() != null) sections.add(new BodySection.MarkdownSection(document));
            }
        }
    }

    /** Rows {@code Label: answer}; an answer may continue on indented lines. Rows without an answer are left out. */
    private static List<SummaryRow> rows(List<String> lines, ValueMarks marks) {
        var rows = new ArrayList<SummaryRow>();
        String label = null;
        var answer = new StringBuilder();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                addRow(rows, label, answer, marks);
                label = row.group("label").stripTrailing();
                answer.setLength(0);
                answer.append(row.group("text") == null ? "" : row.group("text"));
            } else {
                answer.append('\n').append(line.strip());
            }
        }
        addRow(rows, label, answer, marks);
        return rows;
    }

    private static void addRow(List<SummaryRow> rows, @Nullable String label, StringBuilder answer, ValueMarks marks) {
        if (label == null || answer.toString().isBlank()) return;
        rows.add(new SummaryRow(
                marks.withPlaceholdersOnly(label), parse(answer.toString().strip(), marks)));
    }
}
