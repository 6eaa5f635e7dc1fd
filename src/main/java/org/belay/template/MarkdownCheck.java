package org.belay.template;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Finds in the source of a mail what Markdown would allow and a mail may not have. */
final class MarkdownCheck extends AbstractVisitor {
    private static final Set<String> BLOCKS = Set.of("summary", "withdrawn");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}:::[ \t]*(.*?)[ \t]*$", Pattern.MULTILINE);
    private static final Pattern GRAMMAR =
            Pattern.compile("<#--.*?-->|</?#[^>\n]*>|\\$\\{person\\.[^}\n]*}|\\$\\{[^}\n]*}", Pattern.DOTALL);
    private static final char FIELD = '\uE005';
    private static final char PERSON = '\uE006';
    private static final char DIRECTIVE = '\uE007';
    private static final Pattern ONLY_DIRECTIVES = Pattern.compile("^[ \t\uE007]+$", Pattern.MULTILINE);
    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private final Piece.Place start;
    private final List<Problem> problems;

    private MarkdownCheck(Piece.Place start, List<Problem> problems) {
        this.start = start;
        this.problems = problems;
    }

    static void of(String body, Piece.Place start, Part part, List<Problem> problems) {
        new MarkdownCheck(start, problems).visitWithoutGrammar(body);
        blocks(body, start, part, problems);
    }

    /** Parses with every piece of grammar overwritten by as many characters, so that places stay. */
    private void visitWithoutGrammar(String body) {
        Matcher grammar = GRAMMAR.matcher(body);
        String plain = grammar.replaceAll(found -> {
            String piece = found.group();
            char mask = piece.startsWith("${person.") ? PERSON : piece.startsWith("${") ? FIELD : DIRECTIVE;
            return piece.replaceAll("[^\n]", String.valueOf(mask));
        });
        // FreeMarker takes lines away that hold nothing else
        PARSER.parse(ONLY_DIRECTIVES.matcher(plain).replaceAll("")).accept(this);
    }

    private static void blocks(String body, Piece.Place start, Part part, List<Problem> problems) {
        Matcher fence = FENCE.matcher(body);
        Piece.Place open = null;
        while (fence.find()) {
            int line = (int) body.substring(0, fence.start())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            var place = new Piece.Place(start.file(), start.line() + line, 1);
            String name = fence.group(1);
            if (open == null && !BLOCKS.contains(name)) {
                problems.add(place.problem(
                        name.isEmpty() ? "::: closes nothing." : "There is no block \"" + name + "\".",
                        Nearest.to(name, BLOCKS)
                                .map(near -> "Write ::: " + near + ".")
                                .orElse("Known are ::: summary and ::: withdrawn.")));
            } else if (open != null && !name.isEmpty()) {
                problems.add(place.problem("A block stands inside another.", "Close the one before with a line :::."));
            }
            if (name.equals("withdrawn") && part != Part.CORRECTION) {
                problems.add(
                        place.problem("Only a correction withdraws something.", "Take the block out of this file."));
            }
            open = name.isEmpty() ? null : place;
        }
        if (open != null) problems.add(open.problem("The block is never closed.", "Write a line ::: behind it."));
    }

    @Override
    public void visit(HtmlBlock html) {
        report(html, "HTML is not part of a template.", "Write Markdown: **bold**, [link](https://…), # heading.");
    }

    @Override
    public void visit(HtmlInline html) {
        report(
                html,
                "HTML is not part of a template.",
                "Write Markdown: **bold**, [link](https://…); a plain < as \\<.");
    }

    @Override
    public void visit(Image image) {
        report(
                image,
                "Pictures are not part of a template.",
                "Say it in words, or link to the picture: [text](https://…).");
    }

    @Override
    public void visit(Link link) {
        if (link.getDestination().indexOf(PERSON) >= 0) {
            report(link, "A person's own value cannot be part of a link.", "Link to a page that is the same for all.");
        } else if (!link.getDestination().matches("(?i)(https?://|mailto:).+|" + FIELD + ".*")) {
            report(
                    link,
                    "A link leads to \"" + link.getDestination() + "\", which is nowhere in a mail.",
                    "Write a whole address: https://… or mailto:….");
        }
        visitChildren(link);
    }

    @Override
    public void visit(Code code) {
        personInCode(code, code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock code) {
        personInCode(code, code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        personInCode(code, code.getLiteral());
    }

    private void personInCode(Node code, String literal) {
        if (literal.indexOf(PERSON) < 0) return;
        report(code, "A person's own value cannot stand in code.", "Take the ` or the indentation away.");
    }

    private void report(Node node, String message, String fix) {
        var spans = node.getSourceSpans();
        int line = spans.isEmpty() ? 0 : spans.get(0).getLineIndex();
        int column = spans.isEmpty() ? 0 : spans.get(0).getColumnIndex();
        problems.add(new Piece.Place(start.file(), start.line() + line, column + 1).problem(message, fix));
    }
}
