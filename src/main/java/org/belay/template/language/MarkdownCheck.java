package org.belay.template.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.platform.NearestName;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateProblem;
import org.belay.template.markdown.LiteralTextParser;
import org.belay.template.markdown.MarkdownTree;
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

/** Reports Markdown in a mail file that mails do not support: HTML, pictures, unusable links and wrong blocks. */
final class MarkdownCheck extends AbstractVisitor {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}:::[ \t]*(.*?)[ \t]*$");
    private static final Pattern ONLY_DIRECTIVES =
            Pattern.compile("^[ \t" + TemplateGrammar.DIRECTIVE + "]+$", Pattern.MULTILINE);
    private static final Parser PARSER = Parser.builder()
            .customInlineContentParserFactory(LiteralTextParser.ADDRESSES)
            .customInlineContentParserFactory(LiteralTextParser.PATHS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final Pattern MAIL_LINK =
            Pattern.compile("(?:https?://|mailto:).+|" + TemplateGrammar.FIELD + ".*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_PROBLEMS = 50;

    private final TemplateNode.SourcePosition start;
    private final List<TemplateProblem> problems;
    private int found;

    private MarkdownCheck(TemplateNode.SourcePosition start, List<TemplateProblem> problems) {
        this.start = start;
        this.problems = problems;
    }

    /** @param masked the mail's text with every directive and interpolation overwritten by {@link TemplateGrammar} */
    static void check(
            String masked, TemplateNode.SourcePosition start, TemplatePart part, List<TemplateProblem> problems) {
        var check = new MarkdownCheck(start, problems);
        // FreeMarker removes lines that contain only directives
        Node document = PARSER.parse(ONLY_DIRECTIVES.matcher(masked).replaceAll(""));
        if (MarkdownTree.tooDeep(document)) {
            check.problem(start, "Lists, quotes or emphasis are nested too deeply.", "Use fewer levels.");
        } else {
            document.accept(check);
        }
        check.blocks(masked.split("\n", -1), part);
    }

    private void blocks(String[] lines, TemplatePart part) {
        TemplateNode.SourcePosition open = null;
        for (int i = 0; i < lines.length; i++) {
            Matcher fence = FENCE.matcher(lines[i]);
            if (!fence.matches()) continue;
            var place = new TemplateNode.SourcePosition(start.file(), start.line() + i, 1);
            String name = fence.group(1);
            if (open == null && !TemplateLanguage.BLOCKS.containsKey(name)) unknown(name, place);
            else if (open != null && !name.isEmpty()) {
                problem(place, "A block is inside another block.", "Close the one before with a line :::.");
            }
            if (name.equals("withdrawn") && part != TemplatePart.CORRECTION) {
                problem(place, "Only a correction withdraws something.", "Remove the block from this file.");
            }
            open = name.isEmpty() ? null : place;
        }
        if (open != null) problem(open, "The block is never closed.", "Write a line ::: after it.");
    }

    private void unknown(String name, TemplateNode.SourcePosition place) {
        problem(
                place,
                name.isEmpty() ? "::: closes nothing." : "There is no block \"" + name + "\".",
                NearestName.to(name, TemplateLanguage.BLOCKS.keySet())
                        .map(near -> "Write ::: " + near + ".")
                        .orElse("Known are ::: " + String.join(" and ::: ", TemplateLanguage.BLOCKS.keySet()) + "."));
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
        String target = link.getDestination();
        Optional<String> promised = TemplateLanguage.PROMISED.keySet().stream()
                .filter(target.toLowerCase(Locale.ROOT)::startsWith)
                .findFirst();
        if (promised.isPresent()) {
            report(
                    link,
                    "There is no page for \"" + promised.get()
                            + "\" yet, and no mail links to a page that does not exist.",
                    "Remove the link, and say who to write to.");
        } else if (target.indexOf(TemplateGrammar.PERSON) >= 0) {
            report(link, "A value of the person cannot be part of a link.", "Link to a page that is the same for all.");
        } else if (!MAIL_LINK.matcher(target).matches()) {
            report(
                    link,
                    "A link leads to \"" + target + "\", which is nowhere in a mail.",
                    "Write a complete address: https://… or mailto:….");
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
        if (literal.indexOf(TemplateGrammar.PERSON) < 0) return;
        report(code, "A value of the person cannot be in code.", "Remove the ` or the indentation.");
    }

    private void report(Node node, String message, String fix) {
        var spans = node.getSourceSpans();
        int line = spans.isEmpty() ? 0 : spans.get(0).getLineIndex();
        int column = spans.isEmpty() ? 0 : spans.get(0).getColumnIndex();
        problem(new TemplateNode.SourcePosition(start.file(), start.line() + line, column + 1), message, fix);
    }

    private void problem(TemplateNode.SourcePosition place, String message, String fix) {
        if (found++ < MOST_PROBLEMS) problems.add(place.problem(message, fix));
    }
}
