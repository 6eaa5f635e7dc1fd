package org.belay.mailing.model;

import java.util.Locale;
import org.belay.platform.ObjectNotFound;

/** Number of a mailing, written {@code M-0147}. */
public record MailingId(long value) implements Comparable<MailingId> {

    /**
     * @param text {@code M-0147}, {@code m-147} or {@code 147}
     * @throws ObjectNotFound if the text has none of these forms
     */
    public static MailingId parse(String text) {
        String digits = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^M-", "");
        if (!digits.matches("\\d{1,18}")) {
            throw new ObjectNotFound("\"" + text + "\" is not the number of a mailing. Example: M-0147.");
        }
        return new MailingId(Long.parseLong(digits));
    }

    @Override
    public int compareTo(MailingId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "M-%04d", value);
    }
}
