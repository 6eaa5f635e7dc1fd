package org.belay.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests repeated with the same Idempotency-Key. */
class IdempotencyIT {
    private static final String MAILINGS = "/api/v1/mailings";
    private static final String DRAFT = "{\"template\": \"action-required\", \"audience\": \"%s\"}";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static int people;

    private final String nora = token();
    private final String audience = "once-" + UUID.randomUUID();
    private final String key = "\"" + UUID.randomUUID() + "\"";
    private final String draft = DRAFT.formatted(audience);

    @Test
    void p08_a_repeated_request_gets_the_first_response_and_does_nothing() {
        var first = post(nora, MAILINGS, key, draft);
        var again = post(nora, MAILINGS, key, draft);
        var unquoted = post(nora, MAILINGS, key.replace("\"", ""), draft);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(replayed(first)).isFalse();
        for (var repeated : List.of(again, unquoted)) {
            assertThat(replayed(repeated)).isTrue();
            assertThat(repeated.statusCode()).isEqualTo(201);
            assertThat(repeated.body()).isEqualTo(first.body());
            assertThat(repeated.headers().firstValue("Content-Type"))
                    .isEqualTo(first.headers().firstValue("Content-Type"));
        }
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    void p08_eight_concurrent_requests_create_one_draft() {
        var answers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> post(nora, MAILINGS, key, draft)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(drafts()).isEqualTo(1);
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnly(201, 409)
                .contains(201);
        assertThat(answers.stream().filter(a -> a.statusCode() == 201 && !replayed(a)))
                .hasSize(1);
        assertThat(post(nora, MAILINGS, key, draft).statusCode()).isEqualTo(201);
    }

    @Test
    void p08_another_request_with_the_same_key_is_refused() {
        post(nora, MAILINGS, key, draft);

        var other = post(nora, MAILINGS, key, draft + " ");
        var elsewhere = post(nora, MAILINGS + "/M-99999/submit", key, draft);

        for (var refused : List.of(other, elsewhere)) {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("another request").contains("Nothing was done");
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    void p08_a_request_is_answered_409_while_the_first_is_running() {
        var first = belay.bean(TransactionTemplate.class).execute(lock -> {
            JdbcClient sql = belay.bean(JdbcClient.class);
            sql.sql("LOCK TABLE mailing IN EXCLUSIVE MODE").update();
            var working = CompletableFuture.supplyAsync(
                    () -> post(nora, MAILINGS, key, draft), request -> new Thread(request, "first request").start());
            await().until(() ->
                    sql.sql("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'mailing'::regclass")
                                    .query(Long.class)
                                    .single()
                            > 0);
            await().until(() -> post(nora, MAILINGS, key, draft).statusCode() == 409);
            var second = post(nora, MAILINGS, key, draft);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(working).isNotDone();
            return working;
        });

        assertThat(first.join().statusCode()).isEqualTo(201);
        assertThat(post(nora, MAILINGS, key, draft).body())
                .isEqualTo(first.join().body());
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    void a_refusal_is_stored_too() {
        var refused = post(nora, MAILINGS + "/M-99999/submit", key, "{}");
        var again = post(nora, MAILINGS + "/M-99999/submit", key, "{}");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(replayed(again)).isTrue();
        assertThat(again.body()).isEqualTo(refused.body());
    }

    @Test
    void a_check_is_not_stored() {
        post(nora, MAILINGS + "/check", key, draft);

        assertThat(replayed(post(nora, MAILINGS + "/check", key, draft))).isFalse();
        assertThat(replayed(post(nora, MAILINGS, key, draft)))
                .as("it takes no key")
                .isFalse();
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    void a_key_belongs_to_its_owner_and_grants_no_access() {
        post(nora, MAILINGS, key, draft);

        var anotherUser = post(token(), MAILINGS, key, draft);
        var unknownToken = post("belay_unknown", MAILINGS, key, draft);

        assertThat(replayed(anotherUser)).isFalse();
        assertThat(drafts()).isEqualTo(2);
        assertThat(unknownToken.statusCode()).isEqualTo(401);
    }

    @Test
    void an_invalid_key_is_refused() {
        for (String wrong : List.of("\"\"", "two words", "\"open", "x".repeat(256), "a, b")) {
            assertThat(post(nora, MAILINGS, wrong, draft).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(drafts()).isZero();
    }

    @Test
    void an_import_is_executed_once_too() {
        String path = "/api/v1/audiences?name=" + audience;
        String csv = "email\n" + "a@once.example.org\n".repeat(1);

        var first = post(nora, path, key, csv, "text/csv");
        var again = post(nora, path, key, csv, "text/csv");
        var other = post(nora, path, key, csv + "b@once.example.org\n", "text/csv");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(replayed(again)).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void a_key_expires_after_a_day() {
        post(nora, MAILINGS, key, draft);
        belay.sql()
                .sql("UPDATE stored_response SET stored_at = now() - interval '25 hours' WHERE key = :key")
                .param("key", key.replace("\"", ""))
                .update();

        assertThat(replayed(post(nora, MAILINGS, key, draft))).isFalse();
        assertThat(replayed(post(nora, MAILINGS, key, draft))).isTrue();
        assertThat(drafts()).isEqualTo(2);

        belay.sql()
                .sql("UPDATE stored_response SET stored_at = now() - interval '25 hours'")
                .update();
        belay.bean(IdempotencyStore.class).deleteExpired();
        assertThat(belay.sql()
                        .sql("SELECT count(*) FROM stored_response")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private long drafts() {
        return belay.sql()
                .sql("SELECT count(*) FROM mailing WHERE draft ->> 'audience' = :audience")
                .param("audience", audience)
                .query(Long.class)
                .single();
    }

    private static boolean replayed(HttpResponse<?> answer) {
        return answer.headers().firstValue("Idempotent-Replayed").isPresent();
    }

    private static HttpResponse<String> post(String token, String path, String key, String body) {
        return post(token, path, key, body, "application/json");
    }

    private static HttpResponse<String> post(String token, String path, String key, String body, String type) {
        URI where = belay.url(path);
        var request = HttpRequest.newBuilder(where)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join();
    }

    private static String token() {
        User user = belay.bean(Users.class)
                .enrol("Nora", "once" + ++people + "@api.example.org", Set.of(Role.AUTHOR), "test");
        return belay.bean(ApiTokens.class).issue("test", user, user).secret();
    }
}
