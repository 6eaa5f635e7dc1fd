package org.belay.template.render;

import java.time.Instant;
import java.time.ZoneId;
import org.belay.placeholder.Placeholder;
import org.belay.template.language.PrintedValue;

/**
 * When a notice began to go out, in a correction that is frozen before that is known. It is a placeholder of the mailing and not of a person:
 * {@code mailing.sent de Europe/Berlin}, filled once for all who read the variant. Until then a reader sees "(time of sending)".
 */
public final class SendingTime {
    private static final String NAME = "mailing.sent";

    private SendingTime() {}

    /** @param placeholders whether what is not known yet is left open */
    public static PrintedValue at(String language, ZoneId zone, boolean placeholders) {
        String unknown = LayoutTexts.of(language).timeOfSending();
        return placeholders
                ? new PrintedValue.PersonPlaceholder(new Placeholder(NAME + " " + language + " " + zone, unknown))
                : new PrintedValue.PlainText(unknown);
    }

    /**
     * Text of such a placeholder, as "Friday 4 December 2026, 18:00 CET".
     *
     * @param name of the placeholder
     */
    public static String words(String name, Instant sent) {
        String[] parts = name.split(" ");
        return ReaderDates.of(parts[1]).longForm(sent.atZone(ZoneId.of(parts[2])));
    }
}
