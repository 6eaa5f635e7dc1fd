package org.belay.mailing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who says that something is urgent also says by when: urgency without a date is how people recognise phishing. */
final class CheckVague {
    private static final Pattern URGENT = Pattern.compile(
            "\\b(as soon as possible|asap|a\\.s\\.a\\.p\\.|immediately|urgently|at once|without delay|right away"
                    + "|so (bald|schnell|rasch) wie möglich|baldmöglichst|schnellstmöglich|umgehend|unverzüglich|sofort|dringend)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private CheckVague() {}

    static Stream<Finding> of(CheckedDraft draft) {
        boolean dated = draft.template().fields().stream()
                .anyMatch(field -> draft.moment(field).isPresent());
        if (dated) return Stream.empty();
        return draft.entries().filter(entry -> !entry.field().correction()).flatMap(entry -> {
            Matcher urgent = URGENT.matcher(entry.text());
            if (!urgent.find()) return Stream.empty();
            return Stream.of(Finding.warning(
                    entry.field().name() + "-vague",
                    entry.field().name(),
                    "\"" + urgent.group() + "\" leaves it to everybody to guess by when.",
                    "Give a date with a time and a time zone."));
        });
    }
}
