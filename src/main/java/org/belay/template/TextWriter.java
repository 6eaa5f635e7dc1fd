package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/** Writes a mail body as plain text: 72 columns wide, links written out, the summary in two columns. */
final class TextWriter {
    private static final int WIDTH = 72;
    private static final int WIDEST_LABEL = 19;

    private final Part part;
    private final MailWords words;
    private final Locale locale;
    private boolean tagged;

    private TextWriter(Part part, MailWords words) {
        this.part = part;
        this.words = words;
        this.locale = Locale.forLanguageTag(words.language());
    }

    static String write(MailBody body, Part part, Reading reading) {
        var words = MailWords.of(reading.language());
        var writer = new TextWriter(part, words);
        var blocks = new ArrayList<String>();
        for (MailBody.Section section : body.sections()) blocks.addAll(writer.section(section));
        if (!writer.tagged && !words.tag(part).isEmpty()) blocks.add(0, words.tag(part));
        String foot = TextLines.wrap(
                reading.values().letterhead().line().replaceAll("(?<=[^.])$", ".") + " " + words.foot(part), WIDTH);
        return String.join("\n\n", blocks) + "\n\n-- \n" + foot + "\n";
    }

    private List<String> section(MailBody.Section section) {
        if (section instanceof MailBody.Section.Prose prose) return blocks(prose.document(), WIDTH);
        if (section instanceof MailBody.Section.Summary summary) return List.of(summary(summary));
        var withdrawn = (MailBody.Section.Withdrawn) section;
        return List.of(TextLines.prefixed(
                TextLines.wrap(words.withdrawn(withdrawn.when()), WIDTH - 2) + "\n"
                        + TextLines.wrap(withdrawn.subject(), WIDTH - 2),
                "> ",
                "> "));
    }

    private String summary(MailBody.Section.Summary summary) {
        int widest = summary.rows().stream()
                .mapToInt(row -> TextLines.width(row.label()))
                .max()
                .orElse(0);
        int column = Math.min(widest, WIDEST_LABEL) + 3;
        var rows = new ArrayList<String>();
        for (MailBody.Row row : summary.rows()) {
            String answer = String.join("\n", blocks(row.answer(), WIDTH - column));
            rows.add(row(row.label(), answer, column));
        }
        return String.join("\n", rows);
    }

    /** A label wider than its column is printed above its answer. */
    private static String row(String question, String answer, int column) {
        if (TextLines.width(question) < column) return TextLines.beside(question, answer, column);
        String margin = " ".repeat(column);
        return TextLines.wrap(question, WIDTH) + "\n" + TextLines.prefixed(answer, margin, margin);
    }

    private List<String> blocks(Node parent, int width) {
        var blocks = new ArrayList<String>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            String block = block(node, width);
            if (!block.isBlank()) blocks.add(block);
        }
        return blocks;
    }

    private String block(Node node, int width) {
        if (node instanceof Heading heading) return heading(heading, width);
        if (node instanceof ListBlock list) return list(list, width);
        if (node instanceof BlockQuote quote)
            return TextLines.prefixed(String.join("\n\n", blocks(quote, width - 2)), "> ", "> ");
        if (node instanceof FencedCodeBlock code) return code.getLiteral().stripTrailing();
        if (node instanceof IndentedCodeBlock code) return code.getLiteral().stripTrailing();
        if (node instanceof ThematicBreak) return "-".repeat(10);
        if (node instanceof Paragraph paragraph && MailButton.in(paragraph).isPresent())
            return button(paragraph, width);
        return TextLines.wrap(TextWords.of(node), width);
    }

    /** The label, and below it the address on a separate line, so that no punctuation is read as part of it. */
    private String button(Paragraph paragraph, int width) {
        Link link = MailButton.in(paragraph).orElseThrow();
        return TextLines.wrap(TextWords.of(link).replaceAll("(?<=[\\p{L}\\p{N}])$", words.colon()), width) + "\n"
                + link.getDestination();
    }

    private String heading(Heading heading, int width) {
        if (heading.getLevel() > 1) return "\n" + TextLines.wrap(TextWords.of(heading), width);
        String tag = tagged ? "" : words.tag(part);
        tagged = true;
        String title = TextWords.of(heading, text -> text.toUpperCase(locale));
        return TextLines.wrap((tag.isEmpty() ? "" : tag + words.colon() + " ") + title, width);
    }

    private String list(ListBlock list, int width) {
        var items = new ArrayList<String>();
        int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark = list instanceof OrderedList ordered ? number++ + ordered.getMarkerDelimiter() + " " : "- ";
            String gap = list.isTight() ? "\n" : "\n\n";
            String text = String.join(gap, blocks(item, Math.max(20, width - mark.length())));
            items.add(TextLines.prefixed(text, mark, " ".repeat(mark.length())));
        }
        return String.join(list.isTight() ? "\n" : "\n\n", items);
    }
}
