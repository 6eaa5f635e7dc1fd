package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.audience.Count;
import org.belay.message.ShortValue;

/** Values of the audience contain no message of their own, because a reviewer sees only a few of thousands. */
final class CheckValues implements Check {
    private static final int QUOTED = 60;

    @Override
    public About about() {
        return new About(
                "placeholder-value",
                Topic.BELIEVABLE,
                Severity.ERROR,
                "A value of the audience that is used in the mail (${person.…}) has more than " + ShortValue.LONGEST
                        + " characters, an @, text that mail programs turn into a link (a://b, a.bc, 10.1.2.3), or a character"
                        + " that is invisible or changes the text direction.",
                Map.of("person.givenName", "Ann-Marie"),
                Map.of("person.givenName", "Ann, confirm your account at it-help.example"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.placeholders().stream().flatMap(attribute -> {
            List<Count> unfit = draft.readers().unfit().getOrDefault(attribute, List.of());
            if (unfit.isEmpty()) return Stream.empty();
            Count first = unfit.get(0);
            long people = unfit.stream().mapToLong(Count::people).sum();
            return Stream.of(
                    Finding.error(
                            "placeholder-value-" + attribute,
                            "audience",
                            String.format(
                                    Locale.UK,
                                    "For %,d %s, the value of \"%s\" cannot be used in the mail. \"%s\" %s.",
                                    people,
                                    people == 1 ? "person" : "people",
                                    attribute,
                                    quoted(first.value()),
                                    ShortValue.problem(first.value()).orElse("")),
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
