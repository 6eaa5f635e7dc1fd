package org.belay.smtp.alone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpTransaction;

/** The example of {@code docs/smtp-client.md}, from outside the package. */
final class SendMessageExample {
    private SendMessageExample() {}

    static String send(RelayAddress relay, Path letter, List<String> people) throws IOException {
        var told = new StringBuilder();
        // --- shown in docs/smtp-client.md
        byte[] message = Files.readAllBytes(letter); // finished: headers and body, each line ended by CRLF
        try (SmtpSession session = SmtpSession.open(relay)) {
            List<RecipientOutcome> outcomes = session.offer(SmtpTransaction.of("bounces@example.org", people, message));
            for (int i = 0; i < people.size(); i++) {
                RecipientOutcome outcome = outcomes.get(i);
                String what = outcome instanceof RecipientOutcome.Accepted
                        ? "has it"
                        : outcome instanceof RecipientOutcome.InDoubt
                                ? "may have it, so is not tried again"
                                : outcome instanceof RecipientOutcome.Rejected
                                        ? "will not get it"
                                        : "is tried again later";
                told.append(people.get(i) + " " + what + ": " + outcome.why() + "\n");
            }
        } catch (RelayUnavailable e) {
            told.append(e.getMessage() + (e.permanent() ? "" : " It may pass."));
        }
        // --- end
        return told.toString();
    }
}
