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
 * A rendered mail as a tree of Markdown sections and blocks.
 *
 * @param gaps the values of the marks in it; after {@link #read} only those of slots and addresses are left
 */
record MailBody(List<BodySection> sections, ValuePlaceholders gaps) {
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

    static MailBody read(String markdown, ValuePlaceholders gaps, ReaderValues reading) {
        var sections = new ArrayList<BodySection>();
        var lines = new ArrayList<String>();
        String block = "";
        for (String line : markdown.split("\n", -1)) {
            Matcher fence = FENCE.matcher(line);
            if (!fence.matches()) {
                lines.add(line);
                continue;
            }
            add(sections, block, lines, gaps, reading);
            block = fence.group("name");
            lines.clear();
        }
        add(sections, block, lines, gaps, reading);
        return new MailBody(sections, gaps);
    }

    /** Parses Markdown and replaces its marks. */
    static Node parse(String markdown, ValuePlaceholders gaps) {
        Node document = MarkdownTree.parseTemplate(markdown);
        MarkdownFiller.fill(document, gaps);
        return document;
    }

    private static void add(
            List<BodySection> sections,
            String block,
            List<String> lines,
            ValuePlaceholders gaps,
            ReaderValues reading) {
        switch (block) {
            case "summary" -> sections.add(new BodySection.SummaryTable(rows(lines, gaps)));
            case "withdrawn" ->
                sections.add(new BodySection.WithdrawnMail(
                        reading.withdrawnSubject()
                                .orElse(new PrintedValue.MissingValue("the subject of the notice").text()),
                        reading.withdrawnWhen()
                                .map(gaps::add)
                                .map(gaps::withSlotsOnly)
                                .orElse("")));
            default -> {
                Node document = parse(String.join("\n", lines), gaps);
                if (document.getFirstChild() != null) sections.add(new BodySection.MarkdownSection(document));
            }
        }
    }

    /** Rows {@code Label: answer}; an answer may continue on indented lines. Rows without an answer are left out. */
    private static List<SummaryRow> rows(List<String> lines, ValuePlaceholders gaps) {
        var rows = new ArrayList<SummaryRow>();
        String label = null;
        var answer = new StringBuilder();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                addRow(rows, label, answer, gaps);
                label = row.group("label").stripTrailing();
                answer.setLength(0);
                answer.append(row.group("text") == null ? "" : row.group("text"));
            } else {
                answer.append('\n').append(line.strip());
            }
        }
        addRow(rows, label, answer, gaps);
        return rows;
    }

    private static void addRow(
            List<SummaryRow> rows, @Nullable String label, StringBuilder answer, ValuePlaceholders gaps) {
        if (label == null || answer.toString().isBlank()) return;
        rows.add(new SummaryRow(
                gaps.withSlotsOnly(label), parse(answer.toString().strip(), gaps)));
    }
}
