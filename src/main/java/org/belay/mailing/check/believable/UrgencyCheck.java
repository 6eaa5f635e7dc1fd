package org.belay.mailing.check.believable;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** Readers have at least a day, and no text hurries them. */
public final class UrgencyCheck implements ContentCheck {
    private static final Duration MIN_TIME = Duration.ofHours(24);
    private static final Pattern HURRY = Pattern.compile(
            "\\b(?:final (?:notice|warning|reminder)|last (?:warning|chance|notice)|act now|immediate action|within (?:24|12|6|2) hours"
                    + "|letzte (?:Mahnung|Warnung|Chance)|handeln Sie (?:jetzt|sofort)|innerhalb von (?:24|12) Stunden"
                    + "|dernier (?:avis|avertissement)|agissez|sous 24 heures|último aviso|actúe ahora|en 24 horas)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "urgency",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The deadline is less than 24 hours after sending starts; or a text hurries readers: final notice, last warning, act"
                        + " now, within 24 hours … Forged mails hurry readers so that they do not ask.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-11-24T18:00[Europe/Berlin]"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return Stream.concat(soon(draft), hurried(draft));
    }

    private static Stream<CheckFinding> soon(CheckInput draft) {
        return draft.deadlineField().stream()
                .flatMap(field -> draft
                        .moment(field)
                        .map(deadline -> Duration.between(draft.sendingStarts(), deadline.toInstant()))
                        .filter(left -> !left.isNegative() && left.compareTo(MIN_TIME) < 0)
                        .map(left -> CheckFinding.warning(
                                field.name() + "-soon",
                                field.name(),
                                "The deadline is " + left.toHours() + " hours after the first mail.",
                                "Give people at least one working day, or answer why it cannot wait."))
                        .stream());
    }

    private static Stream<CheckFinding> hurried(CheckInput draft) {
        return draft.translatableTexts()
                .filter(entry -> !entry.field().correction())
                .flatMap(entry -> {
                    Matcher hurry = HURRY.matcher(entry.text());
                    if (!hurry.find()) return Stream.empty();
                    return Stream.of(CheckFinding.warning(
                                    entry.name() + "-urgency",
                                    entry.name(),
                                    "\"" + hurry.group() + "\" hurries readers, as forged mails do.",
                                    "Remove it: the deadline is enough.")
                            .forText(entry));
                });
    }
}
