package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.belay.cli.Answer;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.Mail;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Place;
import org.belay.testsupport.ReturnedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay that accepts only one sender address and does not offer DSN: only the returned message identifies the delivery. */
class FixedReturnPathIT {
    private static final FaultyRelay relay = FaultyRelay.start().offering("PIPELINING");

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).mustBalance().set("BELAY_RELAY_RETURN_PATH", "fixed");

    @Test
    void b01_the_returned_message_identifies_the_delivery_also_for_a_shared_copy() {
        Circular circular = belay.circular(3).go().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");
        Mail notice = mail(1);
        Mail copy = mail(3);
        assertThat(relay.mails()).extracting(Mail::returnPath).containsOnly("bounces@bounce.example.org");

        assertThat(finding(ReturnedMail.of(notice).failed(notice.recipients().get(0))))
                .isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(copy).failed(circular.address(2)))).isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(copy).failed("boss@example.org"))).isEqualTo("NOT_SENT_TO");
        assertThat(finding(ReturnedMail.of(copy).withoutHeaders().failed(circular.address(0))))
                .isEqualTo("NOT_OURS");

        Answer status = circular.get();
        assertThat(status.object("notice").orElseThrow().members()).isEqualTo(Map.of("ACCEPTED", 2L, "BOUNCED", 1L));
        assertThat(status.object("correction")
                        .flatMap(correction -> correction.object("counts"))
                        .orElseThrow()
                        .members())
                .isEqualTo(Map.of("ACCEPTED", 2L, "BOUNCED", 1L));
    }

    private static Mail mail(int recipients) {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().size() == recipients)
                .findFirst()
                .orElseThrow();
    }

    private static String finding(ReturnedMail mail) {
        List<Answer> lines = belay.as(Place.ADMIN)
                .post("/reports", "message/rfc822", mail.bytes())
                .list("lines");
        return lines.get(0).text("finding");
    }
}
