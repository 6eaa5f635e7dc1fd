package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;

/**
 * A rendered mail as a tree of Markdown sections and blocks.
 *
 * @param gaps the values of the marks in it; after {@link #read} only those of slots and addresses are left
 */
record MailBody(List<Section> sections, Gaps gaps) {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}:::[ \t]*(?<name>.*?)[ \t]*$");
    private static final Pattern ROW = Pattern.compile("^(?<label>[^\\s:][^:]*+):(?:\\s+(?<text>.*))?$");

    sealed interface Section {
        record Prose(Node document) implements Section {}

        record Summary(List<Row> rows) implements Section {}

        /** The withdrawn mail; {@code when} is empty if its start time is not known. */
        record Withdrawn(String subject, String when) implements Section {}
    }

    /** One question of the summary and its answer. */
    record Row(String label, Node answer) {}

    static MailBody read(String markdown, Gaps gaps, Reading reading) {
        var sections = new ArrayList<Section>();
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
    static Node parse(String markdown, Gaps gaps) {
        Node document = Markdown.ofTemplate(markdown);
        GapFiller.fill(document, gaps);
        return document;
    }

    private static void add(List<Section> sections, String block, List<String> lines, Gaps gaps, Reading reading) {
        switch (block) {
            case "summary" -> sections.add(new Section.Summary(rows(lines, gaps)));
            case "withdrawn" ->
                sections.add(new Section.Withdrawn(
                        reading.withdrawnSubject().orElse(new Content.Missing("the subject of the notice").text()),
                        reading.withdrawnWhen().map(gaps::mark).map(gaps::words).orElse("")));
            default -> {
                Node document = parse(String.join("\n", lines), gaps);
                if (document.getFirstChild() != null) sections.add(new Section.Prose(document));
            }
        }
    }

    /** Rows {@code Label: answer}; an answer may continue on indented lines. Rows without an answer are left out. */
    private static List<Row> rows(List<String> lines, Gaps gaps) {
        var rows = new ArrayList<Row>();
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

    private static void addRow(List<Row> rows, String label, StringBuilder answer, Gaps gaps) {
        if (label == null || answer.toString().isBlank()) return;
        rows.add(new Row(gaps.words(label), parse(answer.toString().strip(), gaps)));
    }
}
