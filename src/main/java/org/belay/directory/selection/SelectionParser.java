package org.belay.directory.selection;

import static org.belay.directory.selection.SelectionToken.TokenKind.END;
import static org.belay.directory.selection.SelectionToken.TokenKind.QUOTED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.belay.audience.person.CountryCodes;
import org.belay.audience.person.LanguageTags;
import org.belay.audience.person.TimeZoneNames;
import org.belay.directory.selection.SelectionNode.AllOf;
import org.belay.directory.selection.SelectionNode.AnyOf;
import org.belay.directory.selection.SelectionNode.HasValue;
import org.belay.directory.selection.SelectionNode.InAudience;
import org.belay.directory.selection.SelectionNode.IsEmpty;
import org.belay.directory.selection.SelectionNode.NotIn;
import org.belay.directory.selection.SelectionNode.OfMailing;
import org.belay.platform.RequestRefused;

/**
 * Reads a selection.
 *
 * <pre>
 * selection = all { "or" all }
 * all       = part { ( "and" | "but" ) part }
 * part      = "not" part | "(" selection ")" | "in" name | history mailing | attribute "is" [ "not" ] values
 * history   = "got" | "may have" | "did not get"
 * values    = "empty" | [ "one of" ] value { "," value }
 * </pre>
 */
final class SelectionParser {
    static final int LONGEST = 4_000;
    private static final int DEEPEST = 20;
    private static final Pattern MAILING = Pattern.compile("(?i)(?:M-)?(\\d{1,15})");
    private static final String EXPECTED =
            "expected in \"an audience\", got M-0001, may have M-0001, did not get M-0001, or a condition such as country is DE";

    private final List<SelectionToken> tokens;
    private int at;
    private int depth;

    private SelectionParser(List<SelectionToken> tokens) {
        this.tokens = tokens;
    }

    /** @throws RequestRefused with the position of the mistake */
    static SelectionNode parse(String text) {
        if (text.length() > LONGEST) {
            throw new RequestRefused("The selection has more than " + LONGEST + " characters. Nothing was changed.");
        }
        var parser = new SelectionParser(SelectionToken.read(text));
        SelectionNode selection = parser.selection();
        if (parser.next().kind() != END) throw parser.next().error("expected and, or, but not, or the end");
        return selection;
    }

    private SelectionNode selection() {
        if (++depth > DEEPEST) throw next().error("at most " + DEEPEST + " parentheses and \"not\" may be nested");
        var parts = new ArrayList<SelectionNode>();
        do parts.add(all());
        while (take("or"));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new AnyOf(parts);
    }

    private SelectionNode all() {
        var parts = new ArrayList<SelectionNode>();
        do parts.add(part());
        while (take("and") || take("but"));
        return parts.size() == 1 ? parts.get(0) : new AllOf(parts);
    }

    private SelectionNode part() {
        SelectionToken first = next();
        if (take("not")) {
            if (++depth > DEEPEST) throw first.error("at most " + DEEPEST + " parentheses and \"not\" may be nested");
            var not = new NotIn(part());
            depth--;
            return not;
        }
        if (take("(")) {
            SelectionNode inner = selection();
            if (!take(")")) throw next().error("expected a closing parenthesis");
            return inner;
        }
        if (take("in"))
            return new InAudience(words("expected the name of an audience").strip());
        if (take("got")) return history(MailingHistory.GOT);
        if (isNext("may", "have")) return history(MailingHistory.MAY_HAVE);
        if (isNext("did", "not", "get")) return history(MailingHistory.DID_NOT_GET);
        if (!first.isValue()) throw first.error(EXPECTED);
        at++;
        if (!take("is")) throw first.error(EXPECTED);
        return condition(first.text());
    }

    private SelectionNode history(MailingHistory history) {
        SelectionToken token = next();
        var number = MAILING.matcher(token.text());
        if (!number.matches()) throw token.error("expected the number of a mailing, such as M-0147");
        at++;
        return new OfMailing(history, Long.parseLong(number.group(1)));
    }

    private SelectionNode condition(String attribute) {
        boolean not = take("not");
        SelectionNode condition;
        if (next().is("empty")) {
            at++;
            condition = new IsEmpty(attribute);
        } else {
            isNext("one", "of");
            var values = new ArrayList<String>();
            do
                values.add(normalised(
                        attribute, words("expected a value; put one with and, or, but, not, in or is in quotes")));
            while (take(","));
            condition = new HasValue(attribute, values);
        }
        return not ? new NotIn(condition) : condition;
    }

    /** One quoted text, or words up to the next keyword or sign. */
    private String words(String expected) {
        if (!next().isValue()) throw next().error(expected);
        if (next().kind() == QUOTED) return tokens.get(at++).text();
        var words = new ArrayList<String>();
        while (next().isValue() && next().kind() != QUOTED)
            words.add(tokens.get(at++).text());
        return String.join(" ", words);
    }

    /** As an import stores it: Germany is DE. */
    private static String normalised(String attribute, String value) {
        return switch (attribute) {
            case "country" -> CountryCodes.of(value).orElse(value);
            case "language" -> LanguageTags.of(value).orElse(value);
            case "timezone" -> TimeZoneNames.of(value).orElse(value);
            default -> value;
        };
    }

    private SelectionToken next() {
        return tokens.get(at);
    }

    private boolean take(String word) {
        boolean is = next().is(word);
        if (is) at++;
        return is;
    }

    /** Takes all of these words, or none. */
    private boolean isNext(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i].toLowerCase(Locale.ROOT))) return false;
        }
        at += words.length;
        return true;
    }
}
