package org.belay.template.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.placeholder.Placeholder;
import org.belay.template.FieldType;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateProblem;

/**
 * One mail file of a template, parsed: front matter and body.
 *
 * @param preview text that mail programs show beside the subject; may be empty
 */
public record TemplateMail(List<TemplateNode> subject, List<TemplateNode> preview, List<TemplateNode> body) {
    private static final String FENCE = "---";
    private static final int LARGEST = 100_000;

    /** Parses a file and adds its errors to {@code problems}; empty if it has no front matter or is too long. */
    public static Optional<TemplateMail> read(
            String file, String content, NameScope names, List<TemplateProblem> problems) {
        String text = content.replace("\r\n", "\n").replace("\uFEFF", "");
        if (text.length() > LARGEST) {
            problems.add(
                    TemplateProblem.ofFile(file, "It has more than 100,000 characters.", "Say it in fewer words."));
            return Optional.empty();
        }
        List<String> lines = List.of(text.split("\n", -1));
        privateCharacters(file, lines, problems);
        int close = lines.get(0).strip().equals(FENCE) ? closingFence(lines) : -1;
        if (close < 0) {
            problems.add(new TemplateProblem(
                    file, 1, 1, "The front matter is missing.", "Begin with three lines: ---, subject: …, ---."));
            return Optional.empty();
        }
        // an empty line in place of the fence: the places are those in the file
        var front = YamlMapping.read(file, "\n" + String.join("\n", lines.subList(1, close)) + "\n", 2, problems);
        String body = String.join("\n", lines.subList(close + 1, lines.size()));
        var start = new TemplateNode.SourcePosition(file, close + 2, 1);
        TemplateGrammar.ParsedText understood = TemplateGrammar.parse(body, start, names, problems);
        MarkdownCheck.check(understood.masked(), start, names.part(), problems);
        if (body.isBlank()) problems.add(start.problem("The mail is empty.", "Write the mail below the front matter."));
        return front.map(yaml -> {
            yaml.only(List.of("subject", "preview"));
            yaml.required("subject", "\"Action required: …\"");
            return new TemplateMail(
                    line(yaml, "subject", names, problems),
                    line(yaml, "preview", names, problems),
                    understood.pieces());
        });
    }

    /** Whether it prints a date-time, which is then converted to the reader's time zone. */
    public boolean printsMoment(TemplatePart part) {
        // a correction may print when the withdrawn mail was sent
        return part == TemplatePart.CORRECTION
                || Stream.of(subject, preview, body).anyMatch(TemplateMail::printsMoment);
    }

    private static boolean printsMoment(List<TemplateNode> pieces) {
        return pieces.stream().anyMatch(TemplateMail::printsMoment);
    }

    private static boolean printsMoment(TemplateNode piece) {
        if (piece instanceof TemplateNode.Interpolation print) {
            return print.operand() instanceof TemplateOperand.FieldValue value
                    && value.field().type() == FieldType.DATE_TIME;
        }
        if (piece instanceof TemplateNode.IfDirective choice) {
            return printsMoment(choice.elseNodes())
                    || choice.branches().stream().anyMatch(branch -> printsMoment(branch.pieces()));
        }
        if (piece instanceof TemplateNode.ListDirective loop)
            return printsMoment(loop.pieces()) || printsMoment(loop.elseNodes());
        return piece instanceof TemplateNode.SepDirective between && printsMoment(between.pieces());
    }

    private static List<TemplateNode> line(
            YamlMapping yaml, String name, NameScope names, List<TemplateProblem> problems) {
        return TemplateGrammar.parse(yaml.text(name).replace('\n', ' '), yaml.place(name), names, problems)
                .pieces();
    }

    private static int closingFence(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) return i;
        }
        return -1;
    }

    private static void privateCharacters(String file, List<String> lines, List<TemplateProblem> problems) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            for (int column = 0; column < line.length(); column++) {
                int c = line.codePointAt(column);
                if (Placeholder.isPrivateUse(c) || c < ' ' && c != '\t') {
                    problems.add(new TemplateProblem(
                            file, i + 1, column + 1, "This line has an invisible character.", "Type the line again."));
                    break;
                }
            }
        }
    }
}
