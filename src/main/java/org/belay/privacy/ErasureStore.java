package org.belay.privacy;

import java.util.List;
import org.belay.mailing.model.MailingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL that counts and removes the data of one person. Addresses are in lower case. */
@Repository
class ErasureStore {
    /** Deliveries to the person. */
    private static final String DELIVERIES = """
            SELECT d.id
              FROM recipient r
              JOIN dispatch p ON p.snapshot = r.snapshot
              JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
             WHERE lower(r.address) = :address
            """;

    /** What a relay or a mail server wrote often has the address in it; the codes at its beginning have none. */
    private static final String CODES =
            "coalesce(substring(reply FROM '^[0-9]{3}(?: [245][.][0-9]{1,3}[.][0-9]{1,3})?'), 'erased')";

    private static final String MAILINGS = """
            SELECT DISTINCT m.id
              FROM recipient r
              JOIN mailing m ON m.snapshot = r.snapshot
            """;

    private final JdbcClient sql;

    ErasureStore(JdbcClient sql) {
        this.sql = sql;
    }

    long audiences(String address) {
        return count("SELECT count(*) FROM audience_member WHERE lower(address) = :address", address);
    }

    long recipients(String address) {
        return count("SELECT count(*) FROM recipient WHERE lower(address) = :address", address);
    }

    long deliveries(String address) {
        return count("SELECT count(*) FROM (" + DELIVERIES + ") d", address);
    }

    long reports(String address) {
        return count(
                "SELECT count(*) FROM report WHERE lower(recipient) = :address OR delivery IN (" + DELIVERIES + ")",
                address);
    }

    boolean isSuppressed(String address) {
        return count("SELECT count(*) FROM suppression WHERE address = :address", address) > 0;
    }

    boolean hasAccount(String address) {
        return count("SELECT count(*) FROM app_user WHERE lower(address) = :address", address) > 0;
    }

    /** Audit rows that name the address itself. */
    long auditRows(String address) {
        return count("SELECT count(*) FROM audit_entry WHERE subject = 'person ' || :address", address);
    }

    /** Mailings that have not ended, or of which something may still be sent. */
    List<MailingId> open(String address) {
        return mailings(MAILINGS + """
                 WHERE lower(r.address) = :address
                   AND (m.state IN ('IN_REVIEW', 'APPROVED', 'SCHEDULED', 'HELD', 'SENDING')
                        OR m.state = 'STOPPED'
                           AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.mailing = m.id)
                           AND NOT EXISTS (SELECT 1 FROM delivery d
                                            WHERE d.dispatch = m.notice AND d.ordinal = r.ordinal
                                              AND d.state NOT IN ('PENDING', 'DEFERRED'))
                        OR EXISTS (SELECT 1 FROM correction c JOIN dispatch p ON p.id = c.dispatch
                                    WHERE c.mailing = m.id AND p.state <> 'DONE')
                        OR EXISTS (SELECT 1
                                     FROM dispatch p
                                     JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
                                    WHERE p.mailing = m.id
                                      AND (d.state = 'IN_FLIGHT' OR d.resend_at IS NOT NULL OR d.repair_at IS NOT NULL)))
                 ORDER BY m.id
                """, address);
    }

    List<MailingId> held(String address) {
        return mailings(
                MAILINGS + " JOIN legal_hold h ON h.mailing = m.id WHERE lower(r.address) = :address ORDER BY m.id",
                address);
    }

    /** Mailings whose notice they may have, not taken back yet. */
    List<MailingId> owed(String address) {
        return mailings(MAILINGS + """
                  JOIN delivery d ON d.dispatch = m.notice AND d.ordinal = r.ordinal
                 WHERE lower(r.address) = :address
                   AND d.state IN ('ACCEPTED', 'IN_DOUBT')
                   AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.mailing = m.id AND c.kind = 'DISREGARD')
                 ORDER BY m.id
                """, address);
    }

    /** Mailings that could start to send to the person wait until this transaction ends. */
    void lockMailings(String address) {
        sql.sql("SELECT id FROM mailing WHERE id IN (" + MAILINGS
                        + " WHERE lower(r.address) = :address) ORDER BY id FOR UPDATE")
                .param("address", address)
                .query(Long.class)
                .list();
    }

    /** Removes the person from all audiences. The last person takes the place, because numbers have no gaps. */
    void removeFromAudiences(String address) {
        List<Long> audiences =
                sql.sql("""
                SELECT id FROM audience
                 WHERE id IN (SELECT audience FROM audience_member WHERE lower(address) = :address)
                 ORDER BY id
                   FOR UPDATE
                """).param("address", address).query(Long.class).list();
        for (Long audience : audiences) {
            Integer gap = sql.sql("""
                    DELETE FROM audience_member WHERE audience = :audience AND lower(address) = :address RETURNING ordinal
                    """)
                    .param("audience", audience)
                    .param("address", address)
                    .query(Integer.class)
                    .optional()
                    .orElse(null);
            if (gap == null) continue;
            sql.sql("""
                    UPDATE audience_member SET ordinal = :gap
                     WHERE audience = :audience
                       AND ordinal = (SELECT max(ordinal) FROM audience_member WHERE audience = :audience)
                       AND ordinal > :gap
                    """).param("audience", audience).param("gap", gap).update();
            sql.sql("UPDATE audience SET people = people - 1 WHERE id = :audience")
                    .param("audience", audience)
                    .update();
        }
    }

    /** Removes the words of relays and of bounces; states, times and codes stay. */
    void removeReplies(String address) {
        update(
                "UPDATE attempt SET reply = " + CODES + " WHERE reply IS NOT NULL AND delivery IN (" + DELIVERIES + ")",
                address);
        update(
                "UPDATE delivery SET reply = " + CODES + " WHERE reply IS NOT NULL AND id IN (" + DELIVERIES + ")",
                address);
        update("UPDATE bounce SET reason = 'erased' WHERE delivery IN (" + DELIVERIES + ")", address);
        update("""
                UPDATE report_message SET beginning = ''
                 WHERE sha256 IN (SELECT sha256 FROM report WHERE lower(recipient) = :address OR delivery IN (
                """ + DELIVERIES + "))", address);
        update("""
                UPDATE report SET recipient = 'erased ' || id, diagnostic = '', sender = '', subject = ''
                 WHERE lower(recipient) = :address OR delivery IN (
                """ + DELIVERIES + ")", address);
    }

    void removeFromSnapshots(String address) {
        update("""
                UPDATE recipient SET address = erased_address(snapshot, ordinal), name = '', attributes = '{}'
                 WHERE lower(address) = :address
                """, address);
    }

    /** The person stays on the suppression list, also after the next import. */
    void hashSuppression(String address) {
        update(
                "DELETE FROM suppression WHERE address = 'erased ' || person_hash(:address)"
                        + " AND EXISTS (SELECT 1 FROM suppression WHERE address = :address)",
                address);
        update("""
                UPDATE suppression SET address = 'erased ' || person_hash(:address), reason = 'data erased'
                 WHERE address = :address
                """, address);
    }

    private List<MailingId> mailings(String statement, String address) {
        return sql.sql(statement)
                .param("address", address)
                .query((row, n) -> new MailingId(row.getLong(1)))
                .list();
    }

    private long count(String statement, String address) {
        return sql.sql(statement).param("address", address).query(Long.class).single();
    }

    private void update(String statement, String address) {
        sql.sql(statement).param("address", address).update();
    }
}
