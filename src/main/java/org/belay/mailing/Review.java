package org.belay.mailing;

import java.util.List;
import org.belay.audience.Count;
import org.belay.audience.Snapshot;
import org.belay.message.Mailbox;

/**
 * Everything that an approver is shown.
 *
 * @param digest SHA-256 of everything that an approval is bound to; the approval must state it
 * @param answersTo reply address: the contact of the mailing, or the sender if it has no contact address
 * @param notices every variant of the notice
 * @param corrections every variant of the correction
 */
public record Review(
        Mailing mailing,
        String digest,
        Snapshot snapshot,
        Mailbox sender,
        String answersTo,
        List<MailText> notices,
        List<MailText> corrections,
        List<Placeholder> placeholders) {

    /**
     * An attribute of people whose values are used in a variant.
     *
     * @param without number of people who lack the attribute and read the template's default
     * @param frequent the most frequent values
     * @param longest the longest values
     */
    public record Placeholder(String attribute, long without, List<Count> frequent, List<Count> longest) {}
}
