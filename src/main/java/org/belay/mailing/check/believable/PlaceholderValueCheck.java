package org.belay.mailing.check.believable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.audience.ValueCount;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.message.PlaceholderRules;

/** Values of the audience contain no message of their own, because a reviewer sees only a few of thousands. */
public final class PlaceholderValueCheck implements ContentCheck {
    private static final int QUOTED = 60;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "placeholder-value",
                CheckTopic.BELIEVABLE,
                FindingSeverity.ERROR,
                "A value of the audience that is used in the mail (${person.…}) has more than "
                        + PlaceholderRules.MAX_LENGTH
                        + " characters, an @, text that mail programs turn into a link (a://b, a.bc, 10.1.2.3), or a character"
                        + " that is invisible or changes the text direction.",
                Map.of("person.givenName", "Ann-Marie"),
                Map.of("person.givenName", "Ann, confirm your account at it-help.example"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.placeholders().stream().flatMap(attribute -> {
            List<ValueCount> unfit = draft.audience().unfit().getOrDefault(attribute, List.of());
            if (unfit.isEmpty()) return Stream.empty();
            ValueCount first = unfit.get(0);
            long people = unfit.stream().mapToLong(ValueCount::people).sum();
            return Stream.of(
                    CheckFinding.error(
                            "placeholder-value-" + attribute,
                            "audience",
                            String.format(
                                    Locale.UK,
                                    "For %,d %s, the value of \"%s\" cannot be used in the mail. \"%s\" %s.",
                                    people,
                                    people == 1 ? "person" : "people",
                                    attribute,
                                    quoted(first.value()),
                                    PlaceholderRules.problem(first.value()).orElse("")),
                            "Change these values in the list and import it again, or remove the placeholder from the template."));
        });
    }

    private static String quoted(String value) {
        var shown = new StringBuilder();
        value.codePoints()
                .limit(QUOTED)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return value.codePointCount(0, value.length()) > QUOTED ? shown + "…" : shown.toString();
    }
}
