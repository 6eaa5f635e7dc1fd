package org.belay.template.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.belay.template.TemplatePart;
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
final class MailTextWriter {
    private static final int WIDTH = 72;
    private static final int WIDEST_LABEL = 19;

    private final TemplatePart part;
    private final LayoutTexts words;
    private final Locale locale;
    private boolean tagged;

    private MailTextWriter(TemplatePart part, LayoutTexts words) {
        this.part = part;
        this.words = words;
        this.locale = Locale.forLanguageTag(words.language());
    }

    static String write(MailBody body, TemplatePart part, ReaderValues reading) {
        var words = LayoutTexts.of(reading.language());
        var writer = new MailTextWriter(part, words);
        var blocks = new ArrayList<String>();
        for (MailBody.BodySection section : body.sections()) blocks.addAll(writer.section(section));
        if (!writer.tagged && !words.label(part).isEmpty()) blocks.add(0, words.label(part));
        String foot = PlainTextLines.wrap(
                reading.values().letterhead().senderLine().replaceAll("(?<=[^.])$", ".") + " " + words.footer(part),
                WIDTH);
        return String.join("\n\n", blocks) + "\n\n-- \n" + foot + "\n";
    }

    private List<String> section(MailBody.BodySection section) {
        if (section instanceof MailBody.BodySection.MarkdownSection prose) return blocks(prose.document(), WIDTH);
        if (section instanceof MailBody.BodySection.SummaryTable summary) return List.of(summary(summary));
        var withdrawn = (MailBody.BodySection.WithdrawnMail) section;
        return List.of(PlainTextLines.withPrefix(
                PlainTextLines.wrap(words.withdrawn(withdrawn.when()), WIDTH - 2) + "\n"
                        + PlainTextLines.wrap(withdrawn.subject(), WIDTH - 2),
                "> ",
                "> "));
    }

    private String summary(MailBody.BodySection.SummaryTable summary) {
        int widest = summary.rows().stream()
                .mapToInt(row -> PlainTextLines.width(row.label()))
                .max()
                .orElse(0);
        int column = Math.min(widest, WIDEST_LABEL) + 3;
        var rows = new ArrayList<String>();
        for (MailBody.SummaryRow row : summary.rows()) {
            String answer = String.join("\n", blocks(row.answer(), WIDTH - column));
            rows.add(row(row.label(), answer, column));
        }
        return String.join("\n", rows);
    }

    /** A label wider than its column is printed above its answer. */
    private static String row(String question, String answer, int column) {
        if (PlainTextLines.width(question) < column) return PlainTextLines.inColumns(question, answer, column);
        String margin = " ".repeat(column);
        return PlainTextLines.wrap(question, WIDTH) + "\n" + PlainTextLines.withPrefix(answer, margin, margin);
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
            return PlainTextLines.withPrefix(String.join("\n\n", blocks(quote, width - 2)), "> ", "> ");
        if (node instanceof FencedCodeBlock code) return code.getLiteral().stripTrailing();
        if (node instanceof IndentedCodeBlock code) return code.getLiteral().stripTrailing();
        if (node instanceof ThematicBreak) return "-".repeat(10);
        if (node instanceof Paragraph paragraph && MailButton.in(paragraph).isPresent())
            return button(paragraph, width);
        return PlainTextLines.wrap(ParagraphText.of(node), width);
    }

    /** The label, and below it the address on a separate line, so that no punctuation is read as part of it. */
    private String button(Paragraph paragraph, int width) {
        Link link = MailButton.in(paragraph).orElseThrow();
        return PlainTextLines.wrap(ParagraphText.of(link).replaceAll("(?<=[\\p{L}\\p{N}])$", words.colon()), width)
                + "\n" + link.getDestination();
    }

    private String heading(Heading heading, int width) {
        if (heading.getLevel() > 1) return "\n" + PlainTextLines.wrap(ParagraphText.of(heading), width);
        String tag = tagged ? "" : words.label(part);
        tagged = true;
        String title = ParagraphText.of(heading, text -> text.toUpperCase(locale));
        return PlainTextLines.wrap((tag.isEmpty() ? "" : tag + words.colon() + " ") + title, width);
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
            items.add(PlainTextLines.withPrefix(text, mark, " ".repeat(mark.length())));
        }
        return String.join(list.isTight() ? "\n" : "\n\n", items);
    }
}
