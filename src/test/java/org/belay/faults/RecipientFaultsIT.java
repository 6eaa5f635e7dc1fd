package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.audit.PersonKeys;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single recipients and rows that are invalid, and lists that change while mail is being sent. */
class RecipientFaultsIT {
    private static final String REASON = "left on 30 November";

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void p13_rows_that_cannot_be_encoded_are_set_aside_and_all_others_are_sent() {
        TestMailing circular = belay.mailing(20).imported().drafted().submitted();
        corrupt(circular, "address = E'a\\r\\nBcc: b@example.org'", 3);
        corrupt(circular, "name = E'Ann\\r\\nBcc: b@example.org'", 4);
        circular.approved().scheduled();

        circular.awaitSent();

        assertThat(circular.states()).containsEntry("REJECTED", 1L).containsEntry("ACCEPTED", 19L);
        assertThat(circular.acceptedNotices()).hasSize(19).doesNotHaveDuplicates();
        assertThat(relay.mails()).noneMatch(mail -> mail.header("Bcc").isPresent());
        JsonObject aside = deliveries(circular, "REJECTED").get(0);
        assertThat(aside.text("reply")).as("why, for a person").isNotBlank();
    }

    @Test
    void p13_a_missing_text_sets_aside_its_recipients() {
        TestMailing circular = belay.mailing(20).pace(300).send();
        circular.awaitAccepted(1);
        circular.stop();
        long notice = belay.sql()
                .sql("SELECT notice FROM mailing WHERE id = :id")
                .param("id", circular.mailingNumber())
                .query(Long.class)
                .single();
        await().until(() -> belay.sql()
                .sql("SELECT bool_and(owner IS NULL) FROM batch WHERE dispatch = :id")
                .param("id", notice)
                .query(Boolean.class)
                .single());
        int person =
                belay.sql().sql("""
                        UPDATE delivery SET variant = 99
                         WHERE id = (SELECT max(id) FROM delivery WHERE dispatch = :id AND state = 'PENDING')
                        RETURNING ordinal
                        """).param("id", notice).query(Integer.class).single();
        circular.resume();

        circular.awaitSent();

        assertThat(circular.state(person)).isEqualTo("REJECTED");
        assertThat(circular.acceptedNotices()).hasSize(19);
    }

    @Test
    void p13_an_outcome_that_the_database_refuses_is_set_aside_and_recorded_later() {
        TestMailing circular =
                belay.mailing(20).imported().drafted().submitted().approved();
        belay.sql()
                .sql(
                        "CREATE FUNCTION not_this_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.reply LIKE '%not this one%'"
                                + " THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END $$")
                .update();
        belay.sql()
                .sql(
                        "CREATE TRIGGER not_this_one BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION not_this_one()")
                .update();
        relay.forRecipient(circular.address(5)).at(FaultPoint.DOT).reply("250 2.0.0 taken, but not this one");
        circular.scheduled();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 19L, "IN_FLIGHT", 1L)));

        belay.sql().sql("DROP TRIGGER not_this_one ON attempt").update();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p13_a_recipient_that_breaks_every_connection_is_deferred_alone() {
        TestMailing circular = belay.mailing(60).pace(1_800);
        relay.forRecipient(circular.address(5)).at(FaultPoint.RCPT).resetConnection();
        circular.send();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 59L, "DEFERRED", 1L)));
        assertThat(circular.state(5)).isEqualTo("DEFERRED");
        assertThat(deliveries(circular, "DEFERRED").get(0).text("reply")).isNotBlank();
        assertThat(circular.acceptedNotices()).hasSize(59);

        relay.forgetScript();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p13_a_correction_that_one_recipient_breaks_for_all_reaches_the_others() {
        TestMailing circular = belay.mailing(60).send().awaitSent();
        relay.forRecipient(circular.address(5)).at(FaultPoint.RCPT).resetConnection();
        circular.disregard();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(circular.acceptedCorrections()).hasSize(59));
        assertThat(circular.acceptedCorrections())
                .doesNotContain(circular.address(5))
                .doesNotHaveDuplicates();

        relay.forgetScript();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    @Test
    void p13_s48_a_name_that_the_relay_cannot_carry_is_refused_for_that_person_alone() {
        TestMailing circular = belay.mailing(4);
        String csv = circular.csv() + "Örg@" + circular.domain() + ",Jörg,de\n";

        circular.importCsv(circular.domain(), csv);
        circular.drafted().submitted().approved().scheduled().awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 4L, "REJECTED", 1L));
        assertThat(deliveries(circular, "REJECTED").get(0).text("reply")).contains("SMTPUTF8");
        // found by the database's lower() of bytes, which leaves the letter Ö as it is
        assertThat(circular.author()
                        .post("/people/show", Map.of("address", "ÖRG@" + circular.domain()))
                        .list("deliveries"))
                .hasSize(1);
    }

    @Test
    void p14_one_bad_address_is_found_at_the_import_with_its_line_and_nothing_is_imported() {
        TestMailing circular = belay.mailing(50);
        String csv =
                circular.csv() + "no address at all,Ann,en\n" + "b@example.org\t,\"Eve\r\nBcc: x@example.org\",en\n";

        assertThatThrownBy(() -> circular.importCsv(circular.domain(), csv))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("52");

        assertThat(belay.sql()
                        .sql("SELECT count(*) FROM audience WHERE name = :name")
                        .param("name", circular.domain())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void p14_a_550_refuses_one_and_an_idn_domain_goes_as_punycode() {
        TestMailing circular = belay.mailing(20);
        relay.forRecipient(circular.address(7)).at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        circular.importCsv(circular.domain(), circular.csv() + "ann@bücher.example,Ann,de\n");

        circular.drafted().submitted().approved().scheduled().awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 20L, "REJECTED", 1L));
        assertThat(circular.state(7)).isEqualTo("REJECTED");
        assertThat(relay.took()).extracting(taken -> taken.recipient()).containsOnlyOnce("ann@xn--bcher-kva.example");
    }

    @Test
    void p15_a_person_suppressed_while_mail_is_sent_is_skipped_and_corrected_only_if_they_had_it() {
        TestMailing circular = belay.mailing(60).pace(900).send().awaitAccepted(5);
        String had = circular.address(0);
        String hadNot = circular.address(55);

        leave(had);
        leave(hadNot);
        circular.awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 59L, "SKIPPED", 1L));
        assertThat(circular.acceptedNotices()).hasSize(59).contains(had).doesNotContain(hadNot);
        assertThat(circular.get().object("notice").orElseThrow().number("SKIPPED"))
                .isEqualTo(1);
        JsonObject skipped = deliveries(circular, "SKIPPED").get(0);
        assertThat(skipped.text("address")).isEqualTo(hadNot);
        assertThat(skipped.text("reply")).isEqualTo("left out: " + REASON);
        JsonObject record = circular.author().post("/people/show", Map.of("address", hadNot));
        assertThat(record.object("leaver").orElseThrow().text("notedBy")).isEqualTo("nora@example.org");
        assertThat(record.list("deliveries").get(0).text("state")).isEqualTo("SKIPPED");

        circular.disregard();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections())
                .as("who has the notice is corrected, also one who left since")
                .containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
        assertThat(belay.isAuditIntact()).isTrue();
    }

    @Test
    void p15_a_person_suppressed_while_deferred_or_stopped_is_not_retried() {
        TestMailing circular = belay.mailing(40).pace(900);
        relay.forRecipient(circular.address(0)).at(FaultPoint.RCPT).reply("451 4.7.1 come back later");
        circular.send().awaitAccepted(5);
        await().untilAsserted(() -> assertThat(circular.state(0)).isEqualTo("DEFERRED"));
        circular.stop();

        leave(circular.address(0));
        leave(circular.address(39));
        circular.resume();
        circular.awaitSent();

        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 38L, "SKIPPED", 2L));
        assertThat(circular.acceptedNotices()).hasSize(38).doesNotContain(circular.address(0), circular.address(39));
    }

    /** X26: the suppression list applies to every audience. */
    @Test
    void p15_x26_a_suppressed_person_is_skipped_after_every_import_until_unsuppressed() {
        TestMailing circular = belay.mailing(4);
        leave(circular.address(2).toUpperCase());
        circular.importCsv(circular.domain(), circular.csv().replace("p2@", "P2@"));
        circular.drafted().submitted().approved().scheduled().awaitSent();
        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 3L, "SKIPPED", 1L));

        TestMailing next = belay.mailing(2);
        leave(next.address(1));
        next.author().post("/people/return", Map.of("address", next.address(1)));
        next.send().awaitSent().assertReachedEveryoneOnce();
        assertThat(belay.sql()
                        .sql("SELECT action FROM audit_entry WHERE subject = :person ORDER BY seq")
                        .param("person", belay.bean(PersonKeys.class).subject(next.address(1)))
                        .query(String.class)
                        .list())
                .containsExactly("leave", "come-back");
    }

    @Test
    void p15_changes_while_mail_is_sent_do_not_change_what_was_approved() {
        TestMailing circular = belay.mailing(60).pace(900).send().awaitAccepted(5);
        String before = frozen(circular);

        circular.importCsv(circular.domain(), "email,first name,language\nnew@" + circular.domain() + ",New,en\n");
        belay.sql()
                .sql("UPDATE app_user SET disabled_at = now() WHERE name = 'tomas'")
                .update();
        assertThatThrownBy(() -> circular.author().put("/mailings/" + circular.id(), circular.draft()))
                .isInstanceOf(ServerRefused.class);

        circular.awaitSent().assertReachedEveryoneOnce();
        belay.sql()
                .sql("UPDATE app_user SET disabled_at = NULL WHERE name = 'tomas'")
                .update();
        assertThat(frozen(circular)).isEqualTo(before);
        assertThat(texts(circular))
                .as("one text a language, for all recipients")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void p19_one_mail_per_address_in_any_spelling_and_the_import_reports_duplicates() {
        TestMailing circular = belay.mailing(3);
        String csv = circular.csv()
                + "P1@" + circular.domain().toUpperCase() + ",Again,en\n"
                + "p1@" + circular.domain() + ",Again,en\n"
                + "p.1@" + circular.domain() + ",Dot,en\n"
                + "p1+news@" + circular.domain() + ",Plus,en\n";

        JsonObject imported = circular.importCsv(circular.domain(), csv, "LEAVE_OUT");

        assertThat(imported.number("duplicates")).isEqualTo(2);
        assertThat(imported.text("message"))
                .as("shown before anything is approved")
                .contains("2");
        assertThat(imported.number("people")).isEqualTo(5);
        circular.drafted().submitted().approved().scheduled().awaitSent();
        assertThat(circular.states()).isEqualTo(Map.of("ACCEPTED", 5L));
        assertThat(circular.acceptedNotices())
                .contains("p.1@" + circular.domain(), "p1+news@" + circular.domain())
                .doesNotHaveDuplicates();
    }

    @Test
    void p19_an_idn_domain_and_its_punycode_are_one_address() {
        TestMailing circular = belay.mailing(1);
        JsonObject imported = circular.importCsv(
                circular.domain(),
                circular.csv() + "eva@bücher.example,Eva,de\neva@xn--bcher-kva.example,Eva,de\n",
                "LEAVE_OUT");

        assertThat(imported.number("duplicates")).isEqualTo(1);
        assertThat(imported.number("people")).isEqualTo(2);
    }

    private static void leave(String address) {
        belay.as(TestInstallation.AUTHOR).post("/people/leave", Map.of("address", address, "reason", REASON));
    }

    private static List<JsonObject> deliveries(TestMailing circular, String state) {
        return circular.author()
                .get("/mailings/" + circular.id() + "/deliveries?state=" + state)
                .list("deliveries");
    }

    private static void corrupt(TestMailing circular, String how, int ordinal) {
        belay.sql().sql("ALTER TABLE recipient DISABLE TRIGGER USER").update();
        belay.sql()
                .sql("UPDATE recipient SET " + how
                        + " WHERE ordinal = :ordinal AND snapshot = (SELECT snapshot FROM mailing WHERE id = :id)")
                .param("ordinal", ordinal)
                .param("id", circular.mailingNumber())
                .update();
        belay.sql().sql("ALTER TABLE recipient ENABLE TRIGGER USER").update();
        // and in the audience, or the person would be skipped as one who left it
        belay.sql()
                .sql("UPDATE audience_member SET " + how + " WHERE ordinal = :ordinal AND audience ="
                        + " (SELECT s.audience FROM snapshot s JOIN mailing m ON m.snapshot = s.id WHERE m.id = :id)")
                .param("ordinal", ordinal)
                .param("id", circular.mailingNumber())
                .update();
    }

    private static String frozen(TestMailing circular) {
        return belay.sql()
                .sql("""
                        SELECT string_agg(v.sha256, ' ' ORDER BY v.dispatch, v.number) FROM variant v
                          JOIN dispatch p ON p.id = v.dispatch WHERE p.mailing = :id
                        """)
                .param("id", circular.mailingNumber())
                .query(String.class)
                .single();
    }

    private static List<String> texts(TestMailing circular) {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().get(0).endsWith(circular.domain()))
                .flatMap(RecipientFaultsIT::subject)
                .distinct()
                .toList();
    }

    private static Stream<String> subject(AcceptedMail mail) {
        return mail.header("Subject").stream();
    }
}
