package org.belay.response;

import java.util.List;

/**
 * The content of a returned message. Nothing in it is verified yet; see {@link BounceMatcher}.
 *
 * @param said one status per recipient; empty unless the message is a bounce or a complaint
 * @param signs possible references to a mail of Belay
 * @param from From header
 * @param subject Subject header
 */
public record ParsedReport(
        ReportKind kind, List<RecipientStatus> recipients, MessageReferences references, String from, String subject) {

    public ParsedReport {
        recipients = List.copyOf(recipients);
    }
}
