package org.belay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.testsupport.database.FailingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A press that meets a failure of the database which passes by itself is answered 503, in words, on pages and in the API. */
class DatabaseUnavailableFilterIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @AfterEach
    void restoreTables() {
        FailingTable.restoreAll(belay.sql());
    }

    /** With 57P01 to 57P03 the pool closes the connection, and the rollback fails without an SQLSTATE. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "08006", "25006", "40001", "40P01", "55P03", "57014"})
    void p22_a_press_is_answered_503_and_may_be_repeated(String state) {
        TestMailing circular = belay.mailing(200).pace(60).send().awaitAccepted(1);
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);
        String page = "/mailings/" + circular.id();
        nora.get(page);
        FailingTable.refuse(belay.sql(), "audit_entry", "INSERT", state);

        HttpResponse<String> pressed = nora.submit(page, page + "/stop", Map.of());
        RawHttpResponse asked = RawHttpResponse.send(
                belay.port(),
                "{\"reason\":\"wrong\"}",
                "POST /api/v1/mailings/" + circular.id() + "/stop HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestInstallation.token(TestInstallation.AUTHOR),
                "Content-Type: application/json");

        assertThat(pressed.statusCode()).isEqualTo(503);
        assertThat(pressed.body()).contains("The database did not answer", "Check, or send it again.");
        assertThat(asked.status()).isEqualTo(503);
        assertThat(asked.body())
                .contains("Belay does not know whether the request was completed. Check, or send it again.");
        assertThat(circular.mailingState()).isEqualTo("SENDING");

        FailingTable.restoreAll(belay.sql());
        circular.stop();
        assertThat(circular.mailingState()).isEqualTo("STOPPED");
        circular.disregard();
        circular.awaitState("CORRECTED");
    }

    @Test
    void what_does_not_pass_stays_a_failure() {
        TestMailing circular = belay.mailing(200).pace(60).send().awaitAccepted(1);
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);
        String page = "/mailings/" + circular.id();
        FailingTable.refuse(belay.sql(), "audit_entry", "INSERT", "XX000");

        assertThat(nora.submit(page, page + "/stop", Map.of()).statusCode()).isEqualTo(500);

        FailingTable.restoreAll(belay.sql());
        circular.disregard();
        circular.awaitState("CORRECTED");
    }
}
