package org.belay.delivery.relay;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.address.EmailAddress;
import org.belay.message.MessageIds;
import org.belay.message.MessageSpec;
import org.belay.message.MessageTemplate;
import org.belay.message.NamedAddress;
import org.belay.message.RecipientValues;
import org.belay.message.ThreadIndex;
import org.belay.platform.RelaySettings;
import org.belay.platform.Settings;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpTransaction;
import org.belay.smtp.wire.SmtpTranscript;

/** Sends one real message through the relay, with the same client as all other mail, and keeps the dialogue. */
final class RelayTestMessage implements SmtpTranscript {
    private final List<String> dialogue = new ArrayList<>();
    private final Settings settings;
    private final Clock clock;

    RelayTestMessage(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    RelayTest.RelayTestResult send(RelayAddress relay, String to) {
        byte[] message = message(to);
        try (SmtpSession session = SmtpSession.open(relay, this)) {
            RecipientOutcome outcome = session.offer(SmtpTransaction.of(returnPath(), List.of(to), message))
                    .get(0);
            return found(outcome instanceof RecipientOutcome.Accepted, describe(outcome, relay, to));
        } catch (RelayUnavailable unavailable) {
            return found(false, unavailable.getMessage());
        }
    }

    /** The return path has the form of real mails, so a relay that refuses that form does so now. */
    private String returnPath() {
        return settings.relay().returnPath() == RelaySettings.ReturnPathMode.EACH
                ? settings.bounceAddress("test")
                : settings.bounceAddress();
    }

    private RelayTest.RelayTestResult found(boolean ok, String message) {
        return new RelayTest.RelayTestResult(ok, List.copyOf(dialogue), message);
    }

    private static String describe(RecipientOutcome outcome, RelayAddress relay, String to) {
        if (outcome instanceof RecipientOutcome.Accepted) {
            return "%s accepted the test message for %s. Check whether it arrives.".formatted(relay, to);
        }
        if (outcome.mayHaveIt()) {
            return "The connection was lost after the final dot (%s). %s may get the message or not."
                    .formatted(outcome.why(), to);
        }
        return "%s did not accept the test message for %s: %s. Nothing was sent.".formatted(relay, to, outcome.why());
    }

    private byte[] message(String to) {
        String words =
                "This message shows that Belay reaches the mail relay. Nothing else was sent, and nothing needs to be"
                        + " done.";
        var now = clock.instant();
        var from = new NamedAddress(
                settings.sender().name(), new EmailAddress(settings.sender().address()));
        String domain = settings.sender().domain();
        UUID id = UUID.randomUUID();
        var source = new MessageSpec(
                from,
                Optional.empty(),
                Optional.empty(),
                "TEST: Belay reaches the relay",
                "<!doctype html><html lang=\"en\"><head><title>Test</title></head><body><p>" + words
                        + "</p></body></html>",
                words + "\n",
                "en",
                "Belay reaches the relay",
                ThreadIndex.root(id, now),
                List.of(),
                Optional.empty(),
                Map.of());
        return MessageTemplate.compose(source)
                .fill(new RecipientValues(
                        "",
                        new EmailAddress(to),
                        now,
                        MessageIds.of("relay-test." + id, domain),
                        "relay-test",
                        Map.of()));
    }

    @Override
    public void client(String line) {
        dialogue.add("> " + line);
    }

    @Override
    public void server(String line) {
        dialogue.add("< " + line);
    }
}
