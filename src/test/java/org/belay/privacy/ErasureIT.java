package org.belay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audience.suppression.SuppressionList;
import org.belay.audit.AuditLog;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.ServerRefused;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The data of one person is exported, and erased without changing counts, states or the audit log. */
class ErasureIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    @Test
    void an_erased_address_is_in_no_table_and_counts_states_and_the_chain_stay() {
        TestMailing circular = belay.mailing(4).send().awaitSent();
        String gone = circular.address(2);
        ApiClient admin = belay.as(TestInstallation.ADMIN);
        assertThat(placesOf(gone)).contains("recipient", "audience_member");
        Map<String, Long> before = circular.states();

        assertThatThrownBy(() -> admin.post("/people/erase", Map.of("address", gone)))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("may have " + circular.id());
        var erased = admin.post(
                "/people/erase", Map.of("address", gone.toUpperCase(), "withoutCorrection", List.of(circular.id())));

        assertThat(erased.number("mails")).isEqualTo(1);
        assertThat(placesOf(gone)).isEmpty();
        assertThat(circular.states()).isEqualTo(before);
        assertThat(belay.bean(AuditLog.class).verify().ok()).isTrue();
        assertThat(admin.post("/people/show", Map.of("address", gone)).list("deliveries"))
                .isEmpty();
        assertThat(circular.get().number("people")).isEqualTo(4);
        HttpBrowser nora = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        assertThat(nora.get("/mailings/" + circular.id() + "/people").body()).contains("Data erased");

        circular.disregard();
        circular.awaitState("CORRECTED");
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("ACCEPTED", 3L, "REJECTED", 1L));
        assertThat(relay.took(mail -> true)).noneMatch(to -> to.contains("erased.invalid"));
        assertThat(belay.bean(AuditLog.class).verify().ok()).isTrue();
    }

    @Test
    void nothing_is_erased_while_a_mailing_is_open_or_under_legal_hold() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        ApiClient admin = belay.as(TestInstallation.ADMIN);
        Map<String, Object> order = Map.of("address", circular.address(0), "withoutCorrection", List.of(circular.id()));
        assertThatThrownBy(() -> admin.post("/people/erase", order)).hasMessageContaining("has not ended");

        circular.approved().scheduled().awaitSent();
        belay.sql()
                .sql("INSERT INTO legal_hold (mailing, reason, placed_by) VALUES (:id, 'a lawsuit', :by)")
                .param("id", circular.mailingNumber())
                .param("by", user(TestInstallation.ADMIN).id().value())
                .update();
        assertThatThrownBy(() -> admin.post("/people/erase", order)).hasMessageContaining("under legal hold");
        assertThat(placesOf(circular.address(0))).contains("recipient");
    }

    @Test
    void x26_an_erased_person_stays_on_the_suppression_list_after_the_next_import() {
        TestMailing first = belay.mailing(3).imported();
        String gone = first.address(1);
        belay.bean(SuppressionList.class).suppress(gone, "left", user(TestInstallation.AUTHOR));

        belay.as(TestInstallation.ADMIN).post("/people/erase", Map.of("address", gone));

        assertThat(placesOf(gone)).isEmpty();
        first.imported().drafted().submitted();
        assertThat(first.get().number("willBeLeftOut")).isEqualTo(1);
        first.approved().scheduled().awaitSent();
        assertThat(first.states()).isEqualTo(Map.of("ACCEPTED", 2L, "SKIPPED", 1L));
    }

    @Test
    void the_data_of_a_person_is_exported_and_the_audit_log_records_it() throws IOException {
        TestMailing circular = belay.mailing(2).send().awaitSent();
        String ann = circular.address(0);

        byte[] zip = belay.bean(PersonExport.class).export(ann, user(TestInstallation.ADMIN));

        var files = new TreeMap<String, String>();
        try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry one = entries.getNextEntry(); one != null; one = entries.getNextEntry()) {
                files.put(one.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files.keySet())
                .contains(
                        "person.html",
                        "person.json",
                        "audiences.csv",
                        "mailings.csv",
                        "deliveries.csv",
                        "attempts.csv");
        assertThat(files.get("person.json")).contains(ann, circular.id(), "ACCEPTED");
        assertThat(files.get("person.html")).contains(circular.id()).doesNotContain(circular.address(1));
        assertThat(belay.bean(AuditLog.class).entries(Long.MAX_VALUE, 1).get(0).action())
                .isEqualTo("person-export");
        assertThatThrownBy(
                        () -> belay.bean(PersonExport.class).export("no@where.example", user(TestInstallation.ADMIN)))
                .isInstanceOf(RequestRefused.class);
    }

    /** Random people of random mailings; one seed, printed in a failure. */
    @Test
    void random_erasures_change_no_count_and_no_state() {
        long seed = Long.getLong("seed", 20261201);
        var random = new Random(seed);
        var mailings = new ArrayList<TestMailing>();
        for (int i = 0; i < 3; i++) {
            TestMailing one = belay.mailing(3 + random.nextInt(6)).send().awaitSent();
            if (random.nextBoolean()) {
                one.disregard();
                one.awaitState("CORRECTED");
            }
            mailings.add(one);
        }
        List<Map<String, Long>> before = counts(mailings);
        User admin = user(TestInstallation.ADMIN);
        for (int i = 0; i < 8; i++) {
            TestMailing one = mailings.get(random.nextInt(mailings.size()));
            String address = one.address(random.nextInt(one.people()));
            if (placesOf(address).isEmpty()) continue;
            belay.bean(Erasures.class).erase(address, List.of(new MailingId(one.mailingNumber())), admin);
            assertThat(placesOf(address)).as("seed %d", seed).isEmpty();
            assertThat(counts(mailings)).as("seed %d", seed).isEqualTo(before);
        }
        assertThat(belay.bean(AuditLog.class).verify().ok()).as("seed %d", seed).isTrue();
    }

    private static List<Map<String, Long>> counts(List<TestMailing> mailings) {
        return mailings.stream()
                .flatMap(one -> List.of(one.states(), one.states("CORRECTION")).stream())
                .toList();
    }

    private static User user(String name) {
        return belay.bean(Users.class).byAddress(name + "@example.org").orElseThrow();
    }

    /** Tables with a row that contains the address in any column. */
    private static List<String> placesOf(String address) {
        return belay
                .sql()
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'qrtz%'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !table.equals("stored_response")) // kept for a day
                .filter(table -> belay.sql()
                        .sql("SELECT EXISTS (SELECT 1 FROM " + table
                                + " t WHERE position(lower(:address) IN lower(t::text)) > 0)")
                        .param("address", address)
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}
