package org.belay.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.address.EmailAddress;
import org.belay.audit.PersonKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL that reads everything that is stored about one person, by table. */
@Repository
class PersonDataStore {
    private static final int MOST = 10_000;

    /** From recipient {@code r} with address :address to its mailing {@code m}. */
    private static final String MAILINGS = """
              FROM recipient r
              JOIN dispatch p ON p.snapshot = r.snapshot
              JOIN mailing m ON m.id = p.mailing
            """;

    private static final String WHERE = " WHERE lower(r.address) = :address ";

    private static final Map<String, String> TABLES = tables();

    private final JdbcClient sql;
    private final PersonKeys keys;

    PersonDataStore(JdbcClient sql, PersonKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    private static Map<String, String> tables() {
        var tables = new LinkedHashMap<String, String>();
        tables.put("audiences", """
                SELECT a.name AS audience, a.imported_at, m.address, m.name, m.attributes::text AS attributes
                  FROM audience_member m
                  JOIN audience a ON a.id = m.audience
                 WHERE lower(m.address) = :address
                 ORDER BY a.name
                """);
        tables.put(
                "mailings",
                """
                SELECT DISTINCT 'M-' || to_char(m.id, 'FM0000') AS mailing, m.title, s.taken_at AS listed_at, r.address, r.name,
                       r.attributes::text AS attributes
                """ + MAILINGS + " JOIN snapshot s ON s.id = r.snapshot" + WHERE + " ORDER BY listed_at, mailing");
        tables.put("deliveries", """
                SELECT 'M-' || to_char(m.id, 'FM0000') AS mailing, p.kind, d.state, d.attempts, d.message_date, v.subject, d.reply
                """ + MAILINGS + """
                  JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
                  LEFT JOIN variant v ON v.dispatch = p.id AND v.number = d.variant
                """ + WHERE + " ORDER BY d.id");
        tables.put("attempts", """
                SELECT 'M-' || to_char(m.id, 'FM0000') AS mailing, p.kind, a.number, a.marked_at, a.outcome, a.outcome_at, a.reply
                """ + MAILINGS + """
                  JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
                  JOIN attempt a ON a.delivery = d.id
                """ + WHERE + " ORDER BY a.id");
        tables.put(
                "reports",
                """
                SELECT t.received_at, t.finding, t.action, t.status, t.diagnostic, t.sender, t.subject
                  FROM report t
                 WHERE lower(t.recipient) = :address
                    OR t.delivery IN (SELECT d.id
                """ + MAILINGS + " JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal" + WHERE + """
                                      )
                 ORDER BY t.id
                """);
        tables.put(
                "suppression list",
                "SELECT address, reason, since FROM suppression WHERE address IN (:address, 'erased ' || person_hash(:address))");
        tables.put("accounts", """
                SELECT u.name, u.address, u.created_at, u.disabled_at,
                       (SELECT string_agg(role, ', ' ORDER BY role) FROM user_role WHERE app_user = u.id) AS roles
                  FROM app_user u
                 WHERE lower(u.address) = :address
                """);
        tables.put("audit log", """
                SELECT seq, at, action, subject, detail::text AS detail
                  FROM audit_entry
                 WHERE subject IN (:person, 'person ' || :address, 'user ' || :address)
                 ORDER BY seq
                """);
        return tables;
    }

    /** Rows by table; a table without rows about the person is there too. Of each table at most {@value #MOST} rows. */
    Map<String, List<Map<String, Object>>> read(String address) {
        var found = new LinkedHashMap<String, List<Map<String, Object>>>();
        TABLES.forEach((table, statement) -> {
            var query = sql.sql(statement + " LIMIT " + MOST).param("address", EmailAddress.key(address));
            if (table.equals("audit log")) {
                query = query.param("person", keys.subject(address));
            }
            found.put(table, query.query().listOfRows());
        });
        return found;
    }
}
