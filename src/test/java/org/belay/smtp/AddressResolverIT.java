package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.offerOne;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A name without an address is a temporary failure; of several addresses, one that works is enough. */
@ExtendWith(FaultyRelayExtension.class)
class AddressResolverIT {
    /** No server listens there: the relay has only 127.0.0.1 of the loopback network. */
    private static final String REFUSES = "127.0.0.9";

    private static final String HERE = "127.0.0.1";

    @Test
    void S52_a_name_that_is_temporarily_unknown_is_resolved_again(FaultyRelay relay) {
        var answers = new ArrayDeque<String>(List.of("unknown", "unknown", HERE));
        AddressResolver resolver = host -> addresses(answers.remove());
        var address = clear(relay).withResolver(resolver);

        for (int i = 0; i < 2; i++) {
            RelayUnavailable told = refusal(address);
            assertThat(told.stage()).isEqualTo(SmtpStage.CONNECT);
            assertThat(told.permanent()).isFalse();
            assertThat(told).hasMessageContaining("no address is known for this name. Nothing was sent.");
        }
        assertThat(relay.connections()).isZero();
        assertThat(offerOne(address)).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S52_a_new_address_of_a_relay_is_used_by_the_next_connection(FaultyRelay moved) {
        var answers = new ArrayDeque<String>(List.of(REFUSES, HERE));
        var address = clear(moved).withResolver(host -> addresses(answers.remove()));

        assertThat(refusal(address).stage()).isEqualTo(SmtpStage.CONNECT);
        assertThat(offerOne(address)).isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @Test
    void S52_a_resolver_that_returns_no_address_means_an_unknown_name(FaultyRelay relay) {
        assertThat(refusal(clear(relay).withResolver(host -> new InetAddress[0])))
                .hasMessageContaining("no address is known");
    }

    @Test
    void S53_of_several_addresses_the_first_that_answers_is_used(FaultyRelay relay) {
        var address = clear(relay).withResolver(host -> addresses(REFUSES, "127.0.0.8", HERE));

        assertThat(offerOne(address)).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).hasSize(1);
    }

    @Test
    void S53_an_unreachable_address_does_not_use_up_the_time_of_the_next(FaultyRelay relay) throws IOException {
        var queued = new ArrayList<Socket>();
        // a listener on the same port of another address with a full queue: further connections are dropped, not
        // refused
        try (var deaf = new ServerSocket(relay.port(), 1, InetAddress.getByName(REFUSES))) {
            for (int i = 0; i < 2; i++) {
                queued.add(new Socket(deaf.getInetAddress(), deaf.getLocalPort()));
            }
            var limits = clear(relay).deadlines().with(SmtpStage.CONNECT, Duration.ofSeconds(2));
            var address = clear(relay).withDeadlines(limits).withResolver(host -> addresses(REFUSES, HERE));

            assertThat(offerOne(address)).isInstanceOf(RecipientOutcome.Accepted.class);

            assertThat(refusal(address.withResolver(host -> addresses(REFUSES))).stage())
                    .isEqualTo(SmtpStage.CONNECT);
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    @Test
    void S53_if_none_answers_the_message_tells_how_many_were_tried(FaultyRelay relay) {
        assertThat(refusal(clear(relay).withResolver(host -> addresses(REFUSES, "127.0.0.8"))))
                .hasMessageContaining("Connection refused (the last of 2 addresses)");
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> SmtpSession.open(relay).close());
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        var found = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            if (literals[i].equals("unknown")) {
                throw new UnknownHostException("relay.example");
            }
            found[i] = InetAddress.getByName(literals[i]);
        }
        return found;
    }
}
