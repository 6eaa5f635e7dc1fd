package org.belay.delivery.journal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Formats the lines of a journal; {@link JournalReader} reads them.
 * <pre>
 * belay-journal 1 8a41… 0c5e…          id of the journal, boot id of the machine
 * D 4711 1795513388000 12 803           end of data of attempt 4711, to recipient 803 of dispatch 12, is about to be written
 * R 4711 ACCEPTED END relay 250+2.0.0+queued
 * </pre>
 */
final class JournalLines {

    static final String HEADER_WORD = "belay-journal";

    private JournalLines() {}

    static String header(String journal, String boot) {
        return HEADER_WORD + " 1 " + journal + " " + boot + "\n";
    }

    static CharSequence endOfData(List<AttemptMarker> markers, Instant now) {
        var lines = new StringBuilder();
        for (AttemptMarker marker : markers) {
            lines.append("D ")
                    .append(marker.attempt().value())
                    .append(' ')
                    .append(now.toEpochMilli())
                    .append(' ')
                    .append(marker.dispatch().value())
                    .append(' ')
                    .append(marker.ordinal())
                    .append('\n');
        }
        return lines;
    }

    /** No line for an uncertain outcome: an end of data without a reply means the same. */
    static CharSequence answers(List<AnsweredAttempt> answers) {
        var lines = new StringBuilder();
        for (AnsweredAttempt one : answers) {
            AttemptOutcome outcome = one.outcome();
            if (outcome.kind() != AttemptOutcome.Kind.IN_DOUBT) {
                lines.append("R ")
                        .append(one.marker().attempt().value())
                        .append(' ')
                        .append(outcome.kind())
                        .append(' ')
                        .append(outcome.stage().orElse("-"))
                        .append(' ')
                        .append(outcome.byRelay() ? "relay" : "belay")
                        .append(' ')
                        .append(URLEncoder.encode(outcome.reply().orElse(""), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return lines;
    }
}
