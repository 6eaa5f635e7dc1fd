package org.belay.testsupport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.cli.http.ApiClient;
import org.belay.testkit.FaultyRelay;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation from which a {@link TestMailing} is sent: the API of a server, its database, and its relay. */
public interface TestInstallation {
    String AUTHOR = "nora";
    String APPROVER = "tomas";
    String AUDITOR = "ada";
    String ADMIN = "olga";

    URI url();

    FaultyRelay relay();

    /** Bypasses every proxy and every pool. */
    JdbcClient sql();

    /** The API on behalf of one of the users that {@link #createUsers} creates. */
    default ApiClient as(String person) {
        return ApiClient.withToken(url(), Optional.of(token(person)));
    }

    /** A mailing to this many recipients with unique addresses. */
    default TestMailing mailing(int people) {
        return new TestMailing(this, "c" + Numbers.NEXT.incrementAndGet() + ".example.org", people);
    }

    /** Whether the audit log passes its own verification (docs/promises.md, I6). */
    default boolean isAuditIntact() {
        return as(AUDITOR).post("/audit/verify").isTrue("ok");
    }

    /** Comparison of the relay's record with Belay's rows. */
    default RelayAudit relayAudit() {
        return RelayAudit.of(sql(), relay());
    }

    /** Creates users and their tokens in the tables, without the API. */
    default void createUsers() {
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

    /** Token of one of the users that {@link #createUsers} creates. */
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

    /** Ensures that no two mailings of a test run share an address. */
    final class Numbers {
        private static final AtomicInteger NEXT = new AtomicInteger();

        private Numbers() {}
    }
}
