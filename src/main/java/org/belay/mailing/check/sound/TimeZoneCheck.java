package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.template.FieldType;

/** Each time has a time zone. */
public final class TimeZoneCheck implements ContentCheck {
    private static final Pattern TIME = Pattern.compile(
            "(?<![\\d:.])(?:[01]?\\d|2[0-3])(?::[0-5]\\d(?:\\s?(?:Uhr|h|[ap]\\.?m\\.?))?|\\s?(?:Uhr\\b|h\\b|[ap]\\.?m\\b\\.?))(?!\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ZONE = Pattern.compile(
            "\\b(?:UTC|GMT|BST|IST|CES?T|ME[SZ]Z?|EES?T|WES?T|[ECMP][SD]T|ET|PT|JST|AES?T)\\b|\\b\\p{Lu}\\p{L}+/\\p{Lu}\\p{L}+|[+-]\\d\\d:?\\d\\d"
                    + "|(?i:\\b(?:local time|heure locale|heure de|hora local|hora de)\\b|zeit\\b)");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "zone-missing",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "A field of the type date-time has no time zone in brackets after it; or a sentence has a time of day (18:00,"
                        + " 6 pm, 18 Uhr) without a zone or place, which is a WARNING.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "2026-12-04T18:00"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return Stream.concat(fields(draft), sentences(draft));
    }

    private static Stream<CheckFinding> fields(CheckInput draft) {
        return draft.fieldTexts()
                .filter(entry -> entry.field().type() == FieldType.DATE_TIME
                        && draft.moment(entry.field()).isPresent()
                        && !entry.text().contains("["))
                .map(entry -> CheckFinding.error(
                                entry.name() + "-zone",
                                entry.name(),
                                entry.label() + " has no time zone, so each reader will assume their own.",
                                "Add it after the time: " + entry.text() + "[Europe/Berlin].")
                        .forText(entry));
    }

    private static Stream<CheckFinding> sentences(CheckInput draft) {
        return draft.translatableTexts()
                .flatMap(entry -> MarkdownText.sentences(entry.text()).stream()
                        .filter(sentence -> !ZONE.matcher(sentence).find())
                        .map(TIME::matcher)
                        .filter(Matcher::find)
                        .limit(1)
                        .map(time -> CheckFinding.warning(
                                        entry.name() + "-zone",
                                        entry.name(),
                                        "\"" + time.group() + "\" in \"" + entry.label() + "\" has no time zone.",
                                        "Add the zone (" + time.group() + " CET), or say that it is each reader's local"
                                                + " time.")
                                .forText(entry)));
    }
}
