package org.belay.mailing;

import java.util.List;
import org.belay.audience.Count;
import org.belay.audience.Snapshot;
import org.belay.message.Mailbox;

/**
 * What is put before an approver.
 *
 * @param digest SHA-256 of all that an approval is bound to; an approval names it
 * @param answersTo where answers go; the sender's where the mailing names no address to ask
 * @param notices every text of the notice
 * @param corrections every text of its correction
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
     * An attribute of a person that stands in a text.
     *
     * @param without how many people lack it, and read the template's default
     * @param frequent the values that most people have
     * @param longest the longest values
     */
    public record Placeholder(String attribute, long without, List<Count> frequent, List<Count> longest) {}
}
