package org.belay.mailing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The greeting is not generic. */
final class CheckGreeting implements Check {
    private static final Pattern GENERIC = Pattern.compile(
            "\\b(?:dear|hello|hi|valued) (?:valued )?(?:user|customer|client|member|account holder|employee|sir|madam)s?\\b"
                    + "|\\b(?:lieber|liebe|sehr geehrter|sehr geehrte) (?:nutzer|nutzerin|benutzer|kunde|kundin|mitglied|damen und herren)"
                    + "|\\bcher (?:utilisateur|client|membre)|\\bestimado (?:usuario|cliente|miembro)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public About about() {
        return new About(
                "greeting",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "The first 40 words of the notice greet a user, customer, account holder, sir or madam.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: '${topic}'\n---\nDear user,\n\n${action} By ${deadline}. ${reason} ${contact}\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.notice().stream()
                .filter(notice -> notice.language().equals(draft.values().language()))
                .map(notice -> GENERIC.matcher(
                        Prose.words(Seen.of(notice)).stream().limit(40).collect(Collectors.joining(" "))))
                .filter(Matcher::find)
                .limit(1)
                .map(found -> Finding.warning(
                        "greeting",
                        "template",
                        "\"" + found.group() + "\" is a generic greeting, as in forged mails.",
                        "Greet by name, with ${person.givenName!\"colleague\"}."));
    }
}
