package org.belay.delivery.relay;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.SmtpTransaction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests the configured relay with one real message. */
@Component
public class RelayTest {
    private static final String ACTION = "relay-test";

    private final ConfiguredRelays relays;
    private final Settings settings;
    private final Clock clock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    RelayTest(
            ConfiguredRelays relays, Settings settings, Clock clock, AuditLog audit, TransactionTemplate transaction) {
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * @param ok whether the relay accepted the message
     * @param dialogue the lines, {@code >} sent and {@code <} received, without passwords
     */
    public record RelayTestResult(boolean ok, List<String> dialogue, String message) {}

    /** Whether a test was ever sent. */
    public boolean wasSent() {
        return audit.has(ACTION);
    }

    /** Why no message can be sent to this address; empty if one can. */
    public Optional<String> problem(String to) {
        return SmtpTransaction.recipientProblem(to).map(problem -> "Nothing was sent: " + problem + ".");
    }

    /**
     * Sends one message. The audit entry is written before the message is sent.
     *
     * @param to a usable address, see {@link #problem}
     * @throws RequestRefused if the configuration is incomplete
     */
    public RelayTestResult send(String to, User by) {
        List<String> missing = settings.missingForSending();
        if (!missing.isEmpty()) {
            throw new RequestRefused("Nothing was sent: the configuration is incomplete. Add to belay.yaml:\n"
                    + String.join("\n", missing));
        }
        RelayAddress relay = relays.address();
        transaction.executeWithoutResult(
                status -> audit.record(by.address(), ACTION, "relay " + relay, Map.of("to", to)));
        return new RelayTestMessage(settings, clock).send(relay, to);
    }
}
