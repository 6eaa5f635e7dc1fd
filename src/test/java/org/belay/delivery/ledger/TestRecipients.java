package org.belay.delivery.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Fictional recipients, inserted where the audience room would insert them. */
public final class TestRecipients {

    private TestRecipients() {}

    /** Inserts a snapshot of this many recipients. */
    public static long snapshot(JdbcClient sql, int people) {
        long user = sql.sql("""
                INSERT INTO app_user (name, address) VALUES ('Nora', 'nora' || random() || '@example.org') RETURNING id
                """).query(Long.class).single();
        long audience = sql.sql("""
                INSERT INTO audience (name, file_name, attributes, people, imported_by, imported_at)
                VALUES ('staff ' || random(), 'staff.csv', '{language}', :people, :user, now())
                RETURNING id
                """)
                .param("people", people)
                .param("user", user)
                .query(Long.class)
                .single();
        long snapshot = sql.sql("""
                INSERT INTO snapshot (audience, audience_name, people, sha256)
                VALUES (:audience, 'staff', :people, 'none')
                RETURNING id
                """)
                .param("audience", audience)
                .param("people", people)
                .query(Long.class)
                .single();
        sql.sql("""
                INSERT INTO recipient (snapshot, ordinal, address, name, attributes)
                SELECT :snapshot, n, 'person' || n || '@example.org', 'Person ' || n, '{"language": "en"}'
                  FROM generate_series(0, :people - 1) n
                """).param("snapshot", snapshot).param("people", people).update();
        return snapshot;
    }
}
