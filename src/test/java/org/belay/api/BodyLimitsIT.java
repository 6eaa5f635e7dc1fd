package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.cli.http.ApiClient;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.belay.testsupport.TestInstallation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusable values are refused with the name of the member, and are neither stored nor logged. */
class BodyLimitsIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(FaultyRelay.start());

    @Test
    void x29_a_too_long_value_is_refused_by_name() {
        assertThat(refusal(Map.of("reason", "a ".repeat(20_000))))
                .contains("values.reason", "40,000 characters", "20,000");
        assertThat(refusal(Map.of("no_such_field", "a"))).contains("no field \"no_such_field\"");
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 30; i++) many.put("field" + i, "a".repeat(19_000));
        assertThat(refusal(many)).contains("400,000 characters in total");
        assertThat(refusal(Map.of("a".repeat(200), "x"))).contains("a name in values", "200 characters");
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /mailings {\"template\":\"vpn-change\",\"values\":{\"reason\":\"secret words a@b\"}}",
                "POST /mailings {\"template\":\"vpn-change\",\"values\":{\"a@b\":\"secret words\"}}",
                "POST /mailings {\"template\":\"vpn@change\"}",
                "POST /mailings {\"template\":\"vpn-change\",\"audience\":\"secret words @\"}",
                "POST /mailings {\"template\":\"vpn-change\",\"values_de\":{\"reason\":\"@\"},\"correction\":{\"cause\":\"x\"}}",
                "POST /mailings/check {\"template\":\"vpn-change\",\"correction\":{\"cause\":\"@ secret words\"}}",
                "POST /tokens {\"name\":\"a@b secret words\"}",
                "POST /people/leave {\"address\":\"x@example.org\",\"reason\":\"@ secret words\"}",
                "POST /mailings/M-1/return {\"reason\":\"@ secret words\"}",
                "PUT /templates/new {\"files\":{\"template.yaml\":\"x\"},\"note\":\"@ secret words\"}",
                "POST /audiences?name=a%00b&file=x.csv email",
                "POST /audiences?name=ab&file=x%00.csv email"
            })
    void x35_nul_is_refused_with_its_position(String request) {
        String[] parts = request.split(" ", 3);
        var answer = RawHttpResponse.send(
                belay.port(),
                parts[2].replaceAll("@(?!example)", "\\\\u0000"),
                parts[0] + " /api/v1" + parts[1] + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer "
                        + TestInstallation.token(
                                parts[1].contains("return") ? TestInstallation.APPROVER : TestInstallation.AUTHOR),
                parts[1].startsWith("/audiences") ? "Content-Type: text/csv" : "Content-Type: application/json");
        assertThat(answer.status()).as(answer.body()).isIn(400, 404, 405, 422);
        if (answer.status() != 404 && answer.status() != 405) {
            assertThat(answer.body()).contains("U+0000").doesNotContain("secret words");
        }
    }

    @Test
    void x35_nul_in_a_form_is_refused() {
        var answer = RawHttpResponse.send(
                belay.port(), "", "GET /mailings?q=a%00b HTTP/1.1", "Host: localhost", "Accept: text/html");
        assertThat(answer.status()).isLessThan(500);
    }

    private static String refusal(Map<String, String> values) {
        ApiClient author = belay.as(TestInstallation.AUTHOR);
        Throwable refused =
                catchThrowable(() -> author.post("/mailings", Map.of("template", "vpn-change", "values", values)));
        return refused == null ? "taken" : String.valueOf(refused.getMessage());
    }

    private static long rows() {
        return belay.sql().sql("SELECT count(*) FROM mailing").query(Long.class).single();
    }
}
