package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.Users;
import org.belay.audit.AuditLog;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The relay test through the API. */
class RelayApiIT {
    static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    @Test
    void an_administrator_sends_one_message_and_sees_the_dialogue(Users users, ApiTokens tokens, AuditLog audit) {
        var admin = users.enrol("Ada", "ada@relay.example.org", Set.of(Role.ADMIN), "test");
        var api = ApiClient.withToken(
                URI.create(belay.url("").toString()),
                Optional.of(tokens.issue("test", admin, admin).secret()));

        var found = api.post("/relay/test", Map.of("address", "ada@relay.example.org"));

        assertThat(found.isTrue("ok")).as(found.text("message")).isTrue();
        assertThat(found.texts("dialogue")).anyMatch(line -> line.startsWith("> RCPT TO:<ada@relay.example.org>"));
        assertThat(relay.took())
                .singleElement()
                .satisfies(taken -> assertThat(taken.returnPath()).isEqualTo("bounces+test@bounce.example.org"));
        assertThat(audit.entriesAbout("relay 127.0.0.1:" + relay.port()))
                .singleElement()
                .satisfies(row -> assertThat(row.actor()).isEqualTo("ada@relay.example.org"));

        assertThatThrownBy(() -> api.post("/relay/test", Map.of("address", "ada @relay")))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageContaining("\"ada @relay\" has a space before the @");
        assertThat(relay.took()).hasSize(1);
        assertThat(api.get("/templates").members()).containsKey("templates");
    }
}
