package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.mailing.check.text.ReadableWords;

/** The greeting is not generic. */
public final class GenericGreetingCheck implements ContentCheck {
    private static final Pattern GENERIC = Pattern.compile(
            "\\b(?:dear|hello|hi|valued) (?:valued )?(?:user|customer|client|member|account holder|employee|sir|madam)s?\\b"
                    + "|\\b(?:lieber|liebe|sehr geehrter|sehr geehrte) (?:nutzer|nutzerin|benutzer|kunde|kundin|mitglied|damen und herren)"
                    + "|\\bcher (?:utilisateur|client|membre)|\\bestimado (?:usuario|cliente|miembro)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "greeting",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The first 40 words of the notice greet a user, customer, account holder, sir or madam.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: '${topic}'\n---\nDear user,\n\n${action} By ${deadline}. ${reason} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.notice().stream()
                .filter(notice -> notice.language().equals(draft.values().language()))
                .map(notice -> GENERIC.matcher(MarkdownText.words(ReadableWords.of(notice)).stream()
                        .limit(40)
                        .collect(Collectors.joining(" "))))
                .filter(Matcher::find)
                .limit(1)
                .map(found -> CheckFinding.warning(
                        "greeting",
                        "template",
                        "\"" + found.group() + "\" is a generic greeting, as in forged mails.",
                        "Greet by name, with ${person.givenName!\"colleague\"}."));
    }
}
