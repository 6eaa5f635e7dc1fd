package org.belay.response;

import java.util.List;

/**
 * The content of a returned message. Nothing in it is verified yet; see {@link BounceMatcher}.
 *
 * @param recipients one status per recipient; empty unless the message is a bounce or a complaint
 * @param references possible references to a mail of Belay
 * @param evidence why it has this kind: a sentence
 * @param from From header
 * @param subject Subject header
 */
public record ParsedReport(
        ReportKind kind,
        List<RecipientStatus> recipients,
        MessageReferences references,
        String from,
        String subject,
        String evidence) {

    public ParsedReport {
        recipients = List.copyOf(recipients);
    }
}
