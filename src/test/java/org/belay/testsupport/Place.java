package org.belay.testsupport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.cli.Api;
import org.belay.testkit.FaultyRelay;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a {@link Circular} is sent from: a server's API, its database, and the relay that it hands mail to. */
public interface Place {
    String AUTHOR = "nora";
    String APPROVER = "tomas";
    String AUDITOR = "ada";
    String ADMIN = "olga";

    URI url();

    FaultyRelay relay();

    /** Past every proxy and every pool. */
    JdbcClient sql();

    /** The API in the name of one of {@link #enrol}'s people. */
    default Api as(String person) {
        return Api.withToken(url(), Optional.of(token(person)));
    }

    /** A circular to so many people whose addresses nobody else has. */
    default Circular circular(int people) {
        return new Circular(this, "c" + Numbers.NEXT.incrementAndGet() + ".example.org", people);
    }

    /** What the audit log's own check says of it (I6). */
    default boolean auditIsWhole() {
        return as(AUDITOR).post("/audit/verify").is("ok");
    }

    /** The relay's record against Belay's rows (R5). */
    default Reckoning reckoning() {
        return Reckoning.of(sql(), relay());
    }

    /** Straight into the tables: how people come to their tokens is another test's matter. */
    default void enrol() {
        for (var person : Map.of(AUTHOR, "AUTHOR", APPROVER, "APPROVER", AUDITOR, "AUDITOR", ADMIN, "ADMIN")
                .entrySet()) {
            sql().sql("""
                    WITH somebody AS (
                        INSERT INTO app_user (name, address) VALUES (:name, :name || '@example.org')
                        ON CONFLICT DO NOTHING
                        RETURNING id
                    ), role AS (
                        INSERT INTO user_role (app_user, role) SELECT id, :role FROM somebody
                    )
                    INSERT INTO api_token (app_user, name, sha256) SELECT id, 'tests', :sha256 FROM somebody
                    """)
                    .param("name", person.getKey())
                    .param("role", person.getValue())
                    .param("sha256", sha256(token(person.getKey())))
                    .update();
        }
    }

    /** The token of one of {@link #enrol}'s people. */
    static String token(String person) {
        return "belay_" + person + "-of-the-fault-tests";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So that no two circulars of a test run share an address. */
    final class Numbers {
        private static final AtomicInteger NEXT = new AtomicInteger();

        private Numbers() {}
    }
}
