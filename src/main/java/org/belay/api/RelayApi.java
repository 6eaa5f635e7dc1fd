package org.belay.api;

import static org.belay.api.problem.UnusableRequest.required;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.audit.AuditLog;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.SmtpTransaction;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tests the relay; for administrators. */
@RestController
class RelayApi {
    private final ConfiguredRelays relays;
    private final Settings settings;
    private final Clock clock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    RelayApi(ConfiguredRelays relays, Settings settings, Clock clock, AuditLog audit, TransactionTemplate transaction) {
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
        this.audit = audit;
        this.transaction = transaction;
    }

    record TestRecipient(String address) {}

    /** Sends one message. The audit entry is written before the message is sent. */
    @PostMapping("/api/v1/relay/test")
    RelayTestMessage.RelayTestResult test(@RequestBody TestRecipient recipient, @AuthenticationPrincipal SignedIn me) {
        String to = required("address", recipient.address()).strip();
        List<String> missing = settings.missingForSending();
        if (!missing.isEmpty()) {
            throw new RequestRefused("Nothing was sent: the configuration is incomplete. Add to belay.yaml:\n"
                    + String.join("\n", missing));
        }
        SmtpTransaction.recipientProblem(to).ifPresent(problem -> {
            throw new UnusableRequest("Nothing was sent: " + problem + ".");
        });
        RelayAddress relay = relays.address();
        transaction.executeWithoutResult(
                status -> audit.record(me.user().address(), "relay-test", "relay " + relay, Map.of("to", to)));
        return new RelayTestMessage(settings, clock).send(relay, to);
    }
}
