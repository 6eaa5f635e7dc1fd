package org.belay.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One mail file of a template, parsed: front matter and body.
 *
 * @param preview text that mail programs show beside the subject; may be empty
 */
record MailSource(List<Piece> subject, List<Piece> preview, List<Piece> body) {
    private static final String FENCE = "---";
    private static final int LARGEST = 100_000;

    /** Parses a file and adds its errors to {@code problems}; empty if it has no front matter or is too long. */
    static Optional<MailSource> read(String file, String content, Names names, List<Problem> problems) {
        String text = content.replace("\r\n", "\n").replace("\uFEFF", "");
        if (text.length() > LARGEST) {
            problems.add(Problem.ofFile(file, "It has more than 100,000 characters.", "Say it in fewer words."));
            return Optional.empty();
        }
        List<String> lines = List.of(text.split("\n", -1));
        privateCharacters(file, lines, problems);
        int close = lines.get(0).strip().equals(FENCE) ? closingFence(lines) : -1;
        if (close < 0) {
            problems.add(new Problem(
                    file, 1, 1, "The front matter is missing.", "Begin with three lines: ---, subject: …, ---."));
            return Optional.empty();
        }
        var front = YamlText.read(file, String.join("\n", lines.subList(1, close)) + "\n", 1, problems);
        String body = String.join("\n", lines.subList(close + 1, lines.size()));
        var start = new Piece.Place(file, close + 2, 1);
        Grammar.Understood understood = Grammar.read(body, start, names, problems);
        MarkdownCheck.of(understood.masked(), start, names.part(), problems);
        if (body.isBlank()) problems.add(start.problem("The mail is empty.", "Write the mail below the front matter."));
        return front.map(yaml -> {
            yaml.only(List.of("subject", "preview"));
            yaml.required("subject", "\"Action required: …\"");
            return new MailSource(
                    line(yaml, "subject", names, problems),
                    line(yaml, "preview", names, problems),
                    understood.pieces());
        });
    }

    /** Whether it prints a date-time, which is then converted to the reader's time zone. */
    boolean printsMoment(Part part) {
        // a correction may print when the withdrawn mail was sent
        return part == Part.CORRECTION || Stream.of(subject, preview, body).anyMatch(MailSource::printsMoment);
    }

    private static boolean printsMoment(List<Piece> pieces) {
        return pieces.stream().anyMatch(MailSource::printsMoment);
    }

    private static boolean printsMoment(Piece piece) {
        if (piece instanceof Piece.Print print) {
            return print.operand() instanceof Operand.FieldValue value
                    && value.field().type() == FieldType.DATE_TIME;
        }
        if (piece instanceof Piece.Choice choice) {
            return printsMoment(choice.otherwise())
                    || choice.branches().stream().anyMatch(branch -> printsMoment(branch.pieces()));
        }
        if (piece instanceof Piece.Loop loop) return printsMoment(loop.pieces()) || printsMoment(loop.otherwise());
        return piece instanceof Piece.Between between && printsMoment(between.pieces());
    }

    private static List<Piece> line(YamlText yaml, String name, Names names, List<Problem> problems) {
        return Grammar.read(yaml.text(name).replace('\n', ' '), yaml.place(name), names, problems)
                .pieces();
    }

    private static int closingFence(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) return i;
        }
        return -1;
    }

    private static void privateCharacters(String file, List<String> lines, List<Problem> problems) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            for (int column = 0; column < line.length(); column++) {
                int c = line.codePointAt(column);
                if (Slots.isPrivateUse(c) || c < ' ' && c != '\t') {
                    problems.add(new Problem(
                            file, i + 1, column + 1, "This line has an invisible character.", "Type the line again."));
                    break;
                }
            }
        }
    }
}
