package org.belay.template.markdown;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * Keeps numbers before lines as typed. CommonMark 5.2 renumbers a list from its first number, so that "15. January" below "4. December" would
 * be printed as "5. January". Numbered lines are a list only if there are several, their numbers are consecutive and none of them is a day; all
 * others become paragraph lines that begin with the typed number. Also "+ 49 30 …", a telephone number, and a value
 * of the single line "- 5 °C" stay as typed: a bullet would remove the sign.
 */
public final class TypedNumberKeeper extends AbstractVisitor {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9}[.)])[ \t]*(.{0,40}).*", Pattern.DOTALL);

    private static final Pattern MARK = Pattern.compile("^(\\d{1,9}[.)]|[-+]).*$", Pattern.DOTALL);

    /** "4. 12. 2026", "2026. 12. 4." */
    private static final Pattern DAY_OR_YEAR =
            Pattern.compile("\\d{1,2}[.)](?:[ \t].*)?|\\d{4}(?!\\d).*", Pattern.DOTALL);

    /** "1. und 2. Mai", "1. - 3. mai": the number is the first of two days. */
    private static final Pattern MORE_DAYS = Pattern.compile(
            "(?:\\p{L}{1,5}\\.?|[-\u2013\u2014/,&+])[ \t]*\\d{1,2}[.)]?[ \t]*(?<month>\\p{L}.*)", Pattern.DOTALL);

    private static final Pattern SIGNED_NUMBER = Pattern.compile("([-+])[ \t]+\\d.*", Pattern.DOTALL);

    private static final Pattern FIRST_WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]{0,20}");

    /** Languages of European staff; most of them write days with a full stop. */
    private static final String LANGUAGES =
            "bg bs ca cs cy da de el en es et eu fi fo fr ga gl hr hu is it lb lt lv mk mt nb nl nn pl pt rm"
                    + " ro ru sk sl sq sr sv tr uk";

    private final String[] lines;
    private final boolean loops;

    private TypedNumberKeeper(String source, boolean loops) {
        this.loops = loops;
        lines = source.split("\r\n|\n|\r", -1);
    }

    /**
     * @param document parsed from {@code source}, with the source spans of its blocks
     * @param loops whether lines that all have the number 1 are steps, as {@code <#list>} writes them
     */
    static void keepNumbers(Node document, String source, boolean loops) {
        document.accept(new TypedNumberKeeper(source, loops));
    }

    /** Whether the numbers before these lines are steps (1, 2, 3 …) and not days. */
    public static boolean areSteps(List<String> numbered) {
        return steps(numbered) && inOrder(numbers(numbered));
    }

    private static boolean steps(List<String> numbered) {
        return numbered.stream()
                .map(NUMBERED::matcher)
                .allMatch(parts -> parts.matches()
                        && !isRestOfDate(parts.group(2))
                        && (parts.group(1).length() == 2 || !parts.group(1).startsWith("0")));
    }

    private static List<Integer> numbers(List<String> numbered) {
        return numbered.stream()
                .map(line -> Integer.parseInt(line.split("[.)]", 2)[0]))
                .toList();
    }

    /** What begins with a year counts years. */
    private static boolean inOrder(List<Integer> numbers) {
        return numbers.get(0) < 100
                && IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i) == numbers.get(i - 1) + 1);
    }

    private static boolean isRestOfDate(String words) {
        Matcher more = MORE_DAYS.matcher(words);
        return DAY_OR_YEAR.matcher(words).matches()
                || beginsWithMonth(words)
                || more.matches() && beginsWithMonth(more.group("month"));
    }

    private static boolean beginsWithMonth(String words) {
        Matcher first = FIRST_WORD.matcher(words);
        return first.lookingAt() && MonthNames.STEMS.contains(MonthNames.stem(first.group()));
    }

    /** Loaded when the first numbered line is read. */
    private static final class MonthNames {
        static final Set<String> STEMS = new HashSet<>();

        static {
            for (String language : LANGUAGES.split(" ")) {
                for (Month month : Month.values()) {
                    for (TextStyle style : TextStyle.values()) {
                        String name = month.getDisplayName(style, Locale.forLanguageTag(language));
                        Matcher word = FIRST_WORD.matcher(name);
                        // narrow names are single letters
                        if (word.lookingAt() && word.end() > 2) STEMS.add(stem(word.group()));
                    }
                }
            }
        }

        /** First letters of a name, because languages inflect names: julij, 1. julija. */
        static String stem(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.length() > 4 ? lower.substring(0, 4) : lower;
        }
    }

    @Override
    public void visit(BulletList list) {
        visitChildren(list);
        List<Matcher> signed = TypedLinkKeeper.children(list).stream()
                .map(item -> SIGNED_NUMBER.matcher(typed(item)))
                .filter(Matcher::matches)
                .toList();
        if (signed.isEmpty()) return;
        boolean plus = signed.get(0).group(1).equals("+");
        boolean alone = list.getFirstChild() == list.getLastChild() && (!loops || followsNumber(list));
        if (plus || alone) asLines(list);
    }

    /** "1. - 3. May": both stand on one line. */
    private static boolean followsNumber(ListBlock list) {
        return list.getParent() instanceof ListItem item
                && item.getParent() instanceof OrderedList
                && firstLine(item) == firstLine(list);
    }

    @Override
    public void visit(OrderedList list) {
        visitChildren(list);
        List<String> numbered =
                TypedLinkKeeper.children(list).stream().map(this::typed).toList();
        boolean several = numbered.size() > 1;
        boolean loop = loops && steps(numbered) && numbers(numbered).stream().allMatch(number -> number == 1);
        if (!several || !loop && !areSteps(numbered)) asLines(list);
    }

    /** The source line on which an item begins, from its number on. */
    private String typed(Node item) {
        SourceSpan start = item.getSourceSpans().get(0);
        return lines[start.getLineIndex()].substring(start.getColumnIndex()).stripLeading();
    }

    /** Turns a list into paragraph lines; consecutive lines stay in one paragraph. */
    private void asLines(ListBlock list) {
        List<Node> items = TypedLinkKeeper.children(list);
        Node before = list.getPrevious();
        boolean brokenSentence = items.size() == 1 && !endsWithColon(before);
        int lineBefore = lastLine(before);
        for (Node item : items) {
            int lastLine = lastLine(item);
            Paragraph words = withMark(item);
            if (before instanceof Paragraph open && lineBefore + 1 == firstLine(item)) {
                open.appendChild(brokenSentence ? new SoftLineBreak() : new HardLineBreak());
                while (words.getFirstChild() != null) open.appendChild(words.getFirstChild());
                words.unlink();
            }
            while (item.getFirstChild() != null) list.insertBefore(item.getFirstChild());
            before = list.getPrevious();
            lineBefore = lastLine;
        }
        list.unlink();
    }

    /** The words of an item behind the number or the sign that was typed before them. */
    private Paragraph withMark(Node item) {
        String mark = MARK.matcher(typed(item)).replaceAll("$1");
        if (item.getFirstChild() instanceof Paragraph words) {
            words.prependChild(new Text(mark + " "));
            return words;
        }
        var words = new Paragraph();
        words.appendChild(new Text(mark));
        item.prependChild(words);
        return words;
    }

    private static boolean endsWithColon(Node before) {
        return before instanceof Paragraph
                && before.getLastChild() instanceof Text text
                && text.getLiteral().stripTrailing().endsWith(":");
    }

    private static int firstLine(Node node) {
        return node.getSourceSpans().get(0).getLineIndex();
    }

    private static int lastLine(Node node) {
        List<SourceSpan> spans = node == null ? List.of() : node.getSourceSpans();
        return spans.isEmpty() ? Integer.MIN_VALUE : spans.get(spans.size() - 1).getLineIndex();
    }
}
