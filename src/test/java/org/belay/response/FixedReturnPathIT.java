package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.ReturnedMail;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay that accepts only one sender address and does not offer DSN: only the returned message identifies the delivery. */
class FixedReturnPathIT {
    private static final FaultyRelay relay = FaultyRelay.start().offering("PIPELINING");

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).auditRelay().set("BELAY_RELAY_RETURN_PATH", "fixed");

    @Test
    void b01_the_returned_message_identifies_the_delivery_also_for_a_shared_copy() {
        TestMailing circular = belay.mailing(3).send().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");
        AcceptedMail notice = mail(1);
        AcceptedMail copy = mail(3);
        assertThat(relay.mails()).extracting(AcceptedMail::returnPath).containsOnly("bounces@bounce.example.org");

        assertThat(finding(ReturnedMail.of(notice).failed(notice.recipients().get(0))))
                .isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(copy).failed(circular.address(2)))).isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(copy).failed("boss@example.org"))).isEqualTo("NOT_SENT_TO");
        assertThat(finding(ReturnedMail.of(copy).withoutHeaders().failed(circular.address(0))))
                .isEqualTo("NOT_OURS");

        JsonObject status = circular.get();
        assertThat(status.object("notice").orElseThrow().members()).isEqualTo(Map.of("ACCEPTED", 2L, "BOUNCED", 1L));
        assertThat(status.object("correction")
                        .flatMap(correction -> correction.object("counts"))
                        .orElseThrow()
                        .members())
                .isEqualTo(Map.of("ACCEPTED", 2L, "BOUNCED", 1L));
    }

    private static AcceptedMail mail(int recipients) {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().size() == recipients)
                .findFirst()
                .orElseThrow();
    }

    private static String finding(ReturnedMail mail) {
        List<JsonObject> lines = belay.as(TestInstallation.ADMIN)
                .post("/reports", "message/rfc822", mail.bytes())
                .list("lines");
        return lines.get(0).text("finding");
    }
}
