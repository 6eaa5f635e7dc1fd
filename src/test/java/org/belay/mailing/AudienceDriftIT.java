package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An audience that changes between approval and start. */
class AudienceDriftIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void x26_who_left_the_audience_before_the_start_is_skipped_and_newcomers_are_counted() {
        TestMailing mailing = belay.mailing(10).imported().drafted().submitted().approved();
        mailing.importCsv(mailing.domain(), people(mailing, 2, 10) + "new@" + mailing.domain() + "\n");

        mailing.scheduled().awaitSent();

        assertThat(mailing.acceptedNotices())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(2, 10).mapToObj(mailing::address).toList());
        assertThat(mailing.state(0)).isEqualTo("SKIPPED");
        assertThat(mailing.get().number("newcomers")).isEqualTo(1);
        assertThat(belay.sql()
                        .sql(
                                "SELECT d.reply FROM delivery d JOIN dispatch p ON p.id = d.dispatch WHERE p.mailing = :id AND p.corrects IS NULL AND d.ordinal = 1")
                        .param("id", mailing.mailingNumber())
                        .query(String.class)
                        .single())
                .isEqualTo("left out: no longer in the audience");
        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/mailings/" + mailing.id())
                        .body())
                .contains("1 person joined the audience after it was submitted and does not get it");

        mailing.disregard();
        mailing.awaitState("CORRECTED");
        assertThat(mailing.acceptedCorrections()).hasSize(8).doesNotContain(mailing.address(0));
    }

    @Test
    void a_mailing_is_held_if_more_than_a_fifth_of_its_people_left() {
        TestMailing mailing = belay.mailing(10).imported().drafted().submitted().approved();
        mailing.importCsv(mailing.domain(), people(mailing, 3, 10));

        mailing.scheduled().awaitState("HELD");

        assertThat(mailing.get().text("heldBecause"))
                .contains("3 of the 10 people who were approved are no longer in the audience", "Nothing was sent");
        assertThat(mailing.acceptedNotices()).isEmpty();
    }

    private static String people(TestMailing mailing, int from, int to) {
        return "email\n"
                + IntStream.range(from, to)
                        .mapToObj(n -> mailing.address(n) + "\n")
                        .collect(Collectors.joining());
    }
}
