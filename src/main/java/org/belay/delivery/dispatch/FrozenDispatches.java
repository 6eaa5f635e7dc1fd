package org.belay.delivery.dispatch;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.NewVariant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What a dispatch will send, frozen before it starts: its variants, and which recipient gets which of them. */
@Repository
public class FrozenDispatches {

    /** Most deliveries in one batch: what a relay accepts as one shared copy. */
    private static final int LARGEST_BATCH = 500;

    private static final int SMALLEST_BATCH = 10;

    /** Enough batches per connection that none is idle while the last batches are sent. A shared copy needs one. */
    private static final int BATCHES_PER_CONNECTION = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    FrozenDispatches(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param connections that the relay allows for this kind of mail */
    DispatchId insert(NewDispatch dispatch, int connections) {
        int batchSize = batchSize(dispatch, connections);
        int batches = (int) ((dispatch.people() + batchSize - 1) / batchSize);
        long id = sql.sql("""
                INSERT INTO dispatch (mailing, kind, corrects, snapshot, pace, split_by, token, people, batches, batch_size)
                VALUES (:mailing, :kind, :corrects, :snapshot, :pace, :splitBy, :token, :people, :batches, :batchSize)
                RETURNING id
                """)
                .param("mailing", dispatch.mailing())
                .param("kind", dispatch.kind().name())
                .param("corrects", dispatch.corrects().map(DispatchId::value).orElse(null), Types.BIGINT)
                .param("snapshot", dispatch.snapshot().value())
                .param("pace", dispatch.pace())
                .param("splitBy", dispatch.splitBy().toArray(String[]::new))
                .param("token", token())
                .param("people", dispatch.people())
                .param("batches", batches)
                .param("batchSize", batchSize)
                .query(Long.class)
                .single();
        dispatch.corrects()
                .ifPresent(notice ->
                        new ChangedStatements(sql).insert(new DispatchId(id), notice, StatementChain.Role.CHANGED));
        sql.sql("""
                INSERT INTO batch (dispatch, number, first_ordinal)
                SELECT :dispatch, n, n * :batchSize FROM generate_series(0, :batches - 1) n
                """)
                .param("dispatch", id)
                .param("batches", batches)
                .param("batchSize", batchSize)
                .update();
        for (NewVariant variant : dispatch.variants()) {
            sql.sql("""
                    INSERT INTO variant (dispatch, number, language, condition, people, subject, html, body, message_template, sha256, shared)
                    VALUES (:dispatch, :number, :language, :condition, :people, :subject, :html, :body, :template, :sha256, :shared)
                    """)
                    .param("dispatch", id)
                    .param("number", variant.number())
                    .param("language", variant.language())
                    .param("condition", variant.condition())
                    .param("people", variant.people())
                    .param("subject", variant.subject())
                    .param("html", variant.html())
                    .param("body", variant.text())
                    .param("template", variant.template().frozen())
                    .param("sha256", variant.template().sha256())
                    .param("shared", !variant.template().isPersonal())
                    .update();
        }
        dispatch.assignments()
                .forEach((values, variant) -> sql.sql("""
                INSERT INTO variant_group (dispatch, attribute_values, variant)
                VALUES (:dispatch, :values::jsonb, :variant)
                """)
                        .param("dispatch", id)
                        .param("values", json.writeValueAsString(values))
                        .param("variant", variant)
                        .update());
        return new DispatchId(id);
    }

    /**
     * Small enough that every connection has work, and that connections which fall silent keep few recipients waiting.
     * Where a copy is shared, not smaller than that: one transaction then takes a whole batch.
     */
    private static int batchSize(NewDispatch dispatch, int connections) {
        boolean shared =
                dispatch.variants().stream().noneMatch(v -> v.template().isPersonal());
        int parts = connections * (shared ? 1 : BATCHES_PER_CONNECTION);
        long deliveries = (dispatch.people() + parts - 1L) / parts;
        return (int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, deliveries));
    }

    /** Freezes the same texts for the same people once more, to be sent as a correction of the same notice. */
    @Transactional
    public DispatchId copy(DispatchId frozen) {
        long id = sql.sql("""
                INSERT INTO dispatch (mailing, kind, corrects, snapshot, pace, split_by, token, people, batches, batch_size)
                SELECT mailing, kind, corrects, snapshot, pace, split_by, :token, people, batches, batch_size
                  FROM dispatch
                 WHERE id = :frozen
                RETURNING id
                """)
                .param("token", token())
                .param("frozen", frozen.value())
                .query(Long.class)
                .single();
        for (String rows : List.of(
                "INSERT INTO batch (dispatch, number, first_ordinal) SELECT :id, number, first_ordinal FROM batch",
                """
                INSERT INTO variant (dispatch, number, language, condition, people, subject, html, body, message_template, sha256, shared)
                SELECT :id, number, language, condition, people, subject, html, body, message_template, sha256, shared FROM variant
                """,
                "INSERT INTO variant_group (dispatch, attribute_values, variant) SELECT :id, attribute_values, variant FROM variant_group",
                "INSERT INTO changed_statement (correction, statement, role) SELECT :id, corrects, 'CHANGED' FROM dispatch")) {
            String of = rows.contains("FROM dispatch") ? " WHERE id = :frozen" : " WHERE dispatch = :frozen";
            sql.sql(rows + of).param("id", id).param("frozen", frozen.value()).update();
        }
        return new DispatchId(id);
    }

    /** Deletes a frozen dispatch that was never started. */
    @Transactional
    public void discard(DispatchId frozen) {
        sql.sql("DELETE FROM dispatch WHERE id = :id AND state = 'WAITING'")
                .param("id", frozen.value())
                .update();
    }

    private static String token() {
        byte[] token = new byte[16];
        RANDOM.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    /** Deletes the frozen dispatches of a mailing that has not started. */
    int deleteWaiting(long mailing) {
        sql.sql("DELETE FROM dispatch WHERE mailing = :mailing AND state = 'WAITING' AND corrects IS NOT NULL")
                .param("mailing", mailing)
                .update();
        return sql.sql("DELETE FROM dispatch WHERE mailing = :mailing AND state = 'WAITING'")
                .param("mailing", mailing)
                .update();
    }

    @Transactional(readOnly = true)
    public List<FrozenVariant> variants(DispatchId id) {
        return sql.sql("""
                SELECT v.number, v.language, v.condition, v.people, v.message_template, encode(sha256(v.message_template), 'hex') AS sha256, n.started_at
                  FROM variant v
                  JOIN dispatch p ON p.id = v.dispatch
                  LEFT JOIN dispatch n ON n.id = p.corrects
                 WHERE v.dispatch = :id
                 ORDER BY v.number
                """)
                .param("id", id.value())
                .query((row, n) -> new FrozenVariant(
                        row.getInt("number"),
                        row.getString("language"),
                        row.getString("condition"),
                        row.getLong("people"),
                        row.getBytes("message_template"),
                        row.getString("sha256"),
                        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant)))
                .list();
    }

    /**
     * SHA-256 over which recipient gets which variant and how the dispatch is sent; part of what an approval covers
     * (docs/promises.md, I7).
     */
    @Transactional(readOnly = true)
    public String assignmentDigest(DispatchId id) {
        return sql.sql("""
                SELECT encode(sha256(convert_to(concat_ws('|', p.kind, p.corrects, p.snapshot, p.people, p.pace, p.split_by::text,
                         (SELECT string_agg(g.attribute_values::text || '=' || g.variant, '|' ORDER BY g.attribute_values::text COLLATE "C")
                            FROM variant_group g WHERE g.dispatch = p.id)), 'UTF8')), 'hex')
                  FROM dispatch p WHERE p.id = :id
                """).param("id", id.value()).query(String.class).single();
    }
}
