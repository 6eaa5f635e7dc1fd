package org.belay.api.admin;

import static org.belay.api.problem.UnusableRequest.required;

import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.delivery.relay.RelayTest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tests the relay; for administrators. */
@RestController
class RelayApi {
    private final RelayTest relay;

    RelayApi(RelayTest relay) {
        this.relay = relay;
    }

    record TestRecipient(String address) {}

    @PostMapping("/api/v1/relay/test")
    RelayTest.RelayTestResult test(@RequestBody TestRecipient recipient, @AuthenticationPrincipal SignedIn me) {
        String to = required("address", recipient.address()).strip();
        relay.problem(to).ifPresent(problem -> {
            throw new UnusableRequest(problem);
        });
        return relay.send(to, me.user());
    }
}
