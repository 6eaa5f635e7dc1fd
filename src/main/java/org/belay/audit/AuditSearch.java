package org.belay.audit;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches the audit log, newest rows first, in time and memory that do not depend on its size. */
@Repository
public class AuditSearch {
    /** Rows that one search reads; a search for rare words goes on with {@link AuditSearchResult#next}. */
    private static final int READ = 50_000;

    /** Rows have numbers without gaps, so a range of numbers bounds what is read. */
    private static final String ROWS = """
            SELECT *
              FROM audit_entry
             WHERE seq < :before
               AND seq >= :least
               AND (:actor = '' OR lower(actor) = lower(:actor))
               AND (:action = '' OR lower(action) = lower(:action))
               AND (:subject = '' OR subject = :person OR position(lower(:subject) IN lower(subject)) > 0)
               AND (:words = '' OR subject = :person
                    OR position(lower(:words) IN lower(concat_ws(' ', actor, action, subject, detail::text))) > 0)
               AND (CAST(:from AS timestamptz) IS NULL OR at >= :from)
               AND (CAST(:to AS timestamptz) IS NULL OR at < :to)
             ORDER BY seq DESC
             LIMIT :limit
            """;

    private final JdbcClient sql;

    private final PersonKeys keys;

    AuditSearch(JdbcClient sql, PersonKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /** @param size most rows of a page */
    public AuditSearchResult find(AuditQuery query, int size) {
        long before = Math.min(query.before(), newest(query.to()) + 1);
        long oldest = oldest(query.from());
        long least = Math.max(oldest, before - READ);
        List<AuditEntry> rows = sql.sql(ROWS)
                .param("before", before)
                .param("least", least)
                .param("actor", query.actor())
                .param("action", query.action())
                .param("subject", query.subject())
                .param("words", query.words())
                .param("person", person(query))
                .param("from", query.from().map(AuditSearch::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", query.to().map(AuditSearch::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", size)
                .query(AuditStore::entry)
                .list();
        long read = rows.size() == size ? rows.get(size - 1).seq() : least;
        return new AuditSearchResult(rows, read > oldest ? OptionalLong.of(read) : OptionalLong.empty());
    }

    /** Rows about a person name them by a hash; an address that is searched for is hashed too. */
    private String person(AuditQuery query) {
        String typed = (query.subject().isEmpty() ? query.words() : query.subject()).strip();
        String address = typed.startsWith("person ") ? typed.substring("person ".length()) : typed;
        return address.contains("@") ? keys.subject(address) : "";
    }

    /** The words for acts that occur, in alphabetical order; reads one index row a word. */
    public List<String> actions() {
        return sql.sql("""
                WITH RECURSIVE word AS (
                    (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
                    UNION ALL
                    SELECT (SELECT e.action FROM audit_entry e WHERE e.action > word.action ORDER BY e.action LIMIT 1)
                      FROM word
                     WHERE word.action IS NOT NULL
                )
                SELECT action FROM word WHERE action IS NOT NULL
                """).query(String.class).list();
    }

    private long newest(Optional<Instant> to) {
        if (to.isEmpty()) {
            return sql.sql("SELECT coalesce(max(seq), 0) FROM audit_entry")
                    .query(Long.class)
                    .single();
        }
        return edge("SELECT seq FROM audit_entry WHERE at < :at ORDER BY at DESC, seq DESC LIMIT 1", to)
                .orElse(0L);
    }

    private long oldest(Optional<Instant> from) {
        return edge("SELECT seq FROM audit_entry WHERE at >= :at ORDER BY at, seq LIMIT 1", from)
                .orElse(from.isPresent() ? Long.MAX_VALUE : 1L);
    }

    /** Rows are in the order of time, unless the clock of the database was set back. */
    private Optional<Long> edge(String statement, Optional<Instant> at) {
        return at.flatMap(time ->
                sql.sql(statement).param("at", utc(time)).query(Long.class).optional());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
