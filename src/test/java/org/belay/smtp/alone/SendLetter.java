package org.belay.smtp.alone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Session;
import org.belay.smtp.Transaction;

/** The example of {@code docs/smtp-client.md}, from outside the package. */
final class SendLetter {
    private SendLetter() {}

    static String send(RelayAddress relay, Path letter, List<String> people) throws IOException {
        var told = new StringBuilder();
        // --- shown in docs/smtp-client.md
        byte[] message = Files.readAllBytes(letter); // finished: headers and body, each line ended by CRLF
        try (Session session = Session.open(relay)) {
            List<Outcome> outcomes = session.offer(Transaction.of("bounces@example.org", people, message));
            for (int i = 0; i < people.size(); i++) {
                Outcome outcome = outcomes.get(i);
                String what = outcome instanceof Outcome.Accepted
                        ? "has it"
                        : outcome instanceof Outcome.InDoubt
                                ? "may have it, so is not tried again"
                                : outcome instanceof Outcome.Rejected ? "will not get it" : "is tried again later";
                told.append(people.get(i) + " " + what + ": " + outcome.why() + "\n");
            }
        } catch (RelayUnavailable e) {
            told.append(e.getMessage() + (e.permanent() ? "" : " It may pass."));
        }
        // --- end
        return told.toString();
    }
}
