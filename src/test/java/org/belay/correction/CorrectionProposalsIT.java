package org.belay.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Amendments and reinstatements through the API, on the real server; compared with the record of a real relay. */
class CorrectionProposalsIT {

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    @Test
    void an_amendment_stops_the_notice_and_goes_to_exactly_those_who_have_it() {
        TestMailing mailing = belay.mailing(60).pace(600).send();
        mailing.awaitAccepted(10);

        JsonObject waiting = amend(mailing, Map.of("deadline", "2031-02-03T18:00[Europe/Berlin]"));
        assertThat(waiting.text("kind")).isEqualTo("AMEND");
        assertThat(texts(waiting))
                .anySatisfy(text -> assertThat(text).contains("This email replaces our email", "3 February 2031"));
        approve(mailing, waiting);

        mailing.awaitState("CORRECTED");
        assertThat(corrections(mailing)).containsExactlyInAnyOrderElementsOf(mailing.acceptedNotices());
        assertThat(mailing.acceptedNotices()).hasSizeLessThan(60);
        assertThat(subjects(mailing)).allMatch(s -> s.startsWith("Corrected: ") || s.startsWith("Korrigiert: "));
    }

    @Test
    void only_another_person_approves_and_only_what_was_read() {
        TestMailing mailing = belay.mailing(4).send().awaitSent();
        JsonObject first = amend(mailing, Map.of("deadline", "2031-02-03T18:00[Europe/Berlin]"));

        assertThatThrownBy(() -> mailing.author().post(path(mailing, "/correction/approve"), digest(first)))
                .hasMessageContaining("may not do this");
        JsonObject second = amend(mailing, Map.of("deadline", "2031-03-03T18:00[Europe/Berlin]"));
        assertThatThrownBy(() -> approve(mailing, first)).hasMessageContaining("Read it again");
        assertThat(corrections(mailing)).isEmpty();

        approve(mailing, second);

        mailing.awaitState("CORRECTED");
        assertThat(corrections(mailing)).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void an_amendment_without_a_change_and_a_reinstatement_without_a_withdrawal_are_refused() {
        TestMailing mailing = belay.mailing(2).send().awaitSent();

        assertThatThrownBy(() -> amend(mailing, Map.of())).hasMessageContaining("no value has changed");
        assertThatThrownBy(() -> amend(mailing, Map.of("deadlin", "x"))).hasMessageContaining("deadlin");
        assertThatThrownBy(() -> reinstate(mailing)).hasMessageContaining("not withdrawn");
    }

    @Test
    void a_withdrawn_amendment_can_be_reinstated_and_withdrawn_again() {
        TestMailing mailing = belay.mailing(6).send().awaitSent();
        approve(mailing, amend(mailing, Map.of("deadline", "2031-02-03T18:00[Europe/Berlin]")));
        mailing.awaitState("CORRECTED");
        mailing.disregard();
        mailing.awaitState("CORRECTED");
        assertThatThrownBy(() -> amend(mailing, Map.of("deadline", "2031-04-03T18:00[Europe/Berlin]")))
                .hasMessageContaining("Reinstate it first");

        JsonObject waiting = reinstate(mailing);
        assertThat(texts(waiting))
                .anySatisfy(
                        text -> assertThat(text).contains("is valid after all").contains("3 February 2031"));
        approve(mailing, waiting);
        mailing.awaitState("CORRECTED");
        assertThat(mailing.disregard().object("correction").orElseThrow().isTrue("first"))
                .isTrue();
        mailing.awaitState("CORRECTED");

        assertThat(corrections(mailing)).hasSize(24);
        assertThat(mails(mailing)
                        .map(mail -> mail.header("Message-ID").orElse(""))
                        .distinct())
                .as("each statement has an identifier of its own; shared copies have one together")
                .hasSizeGreaterThanOrEqualTo(4);
    }

    private static JsonObject amend(TestMailing mailing, Map<String, Object> values) {
        var answers = new HashMap<String, String>();
        for (JsonObject finding : mailing.author().get(path(mailing, "/check")).list("findings")) {
            answers.put(finding.text("id"), "It is meant so.");
        }
        return mailing.author().post(path(mailing, "/amend"), Map.of("values", values, "answers", answers));
    }

    private static JsonObject reinstate(TestMailing mailing) {
        return mailing.author().post(path(mailing, "/reinstate"), Map.of());
    }

    private static void approve(TestMailing mailing, JsonObject proposal) {
        mailing.approver().post(path(mailing, "/correction/approve"), digest(proposal));
    }

    private static Map<String, String> digest(JsonObject proposal) {
        return Map.of("digest", proposal.text("digest"));
    }

    private static String path(TestMailing mailing, String rest) {
        return "/mailings/" + mailing.id() + rest;
    }

    private static List<String> texts(JsonObject proposal) {
        return proposal.list("texts").stream()
                .map(text -> text.text("text").replaceAll("\\s+", " "))
                .toList();
    }

    private static List<String> corrections(TestMailing mailing) {
        return mailing.acceptedCorrections();
    }

    private static List<String> subjects(TestMailing mailing) {
        return mails(mailing).map(mail -> mail.header("Subject").orElse("")).toList();
    }

    private static java.util.stream.Stream<AcceptedMail> mails(TestMailing mailing) {
        return relay.mails().stream()
                .filter(mail -> mail.header("Belay-Kind").equals(Optional.of("correction")))
                .filter(mail -> mail.recipients().stream().anyMatch(to -> to.endsWith("@" + mailing.domain())));
    }
}
