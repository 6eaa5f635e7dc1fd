package org.belay.mailing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchId;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of mailings, in the order of their life cycle. Each change of state names the states that it expects. */
@Repository
public class MailingStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    MailingStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One row of the table {@code mailing}; {@link MailingAssembler} adds users, template and counts.
     *
     * @param sendAt the start as the author wrote it, before any change of time zone rules
     */
    public record MailingRow(
            MailingId id,
            MailingState state,
            String title,
            Draft draft,
            Optional<String> sendAt,
            long templateVersion,
            UUID thread,
            Optional<SnapshotId> snapshot,
            Optional<DispatchId> notice,
            Optional<DispatchId> correction,
            Map<String, String> answers,
            UserId author,
            Optional<Long> approvedBy,
            Optional<Instant> approvedAt,
            long approvedPeople,
            String approvedSha256,
            int approvedFormat,
            Optional<Instant> startsAt,
            Optional<String> zoneRulesVersion,
            Optional<Instant> movedFrom,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> heldBecause,
            Instant createdAt,
            int revision,
            Optional<UserId> editedBy,
            Optional<Instant> editedAt,
            Optional<ReturnRow> returned) {}

    /** A return from review. */
    record ReturnRow(UserId by, Instant at, String reason) {}

    /** The draft as stored in JSON; its start is in the column {@code send_at}. */
    private record DraftJson(
            String template,
            String language,
            Map<String, String> values,
            Map<String, Map<String, String>> translations,
            Map<String, String> correction,
            Map<String, Map<String, String>> correctionTranslations,
            String audience,
            int pace) {}

    public MailingId insert(Draft draft, long templateVersion, String title, User by) {
        long id = sql.sql("""
                INSERT INTO mailing (title, draft, send_at, template_version, author)
                VALUES (:title, :draft::jsonb, :sendAt, :templateVersion, :author)
                RETURNING id
                """)
                .param("title", title)
                .param("draft", json(draft))
                .param("sendAt", sendAt(draft), Types.VARCHAR)
                .param("templateVersion", templateVersion)
                .param("author", by.id().value())
                .query(Long.class)
                .single();
        return new MailingId(id);
    }

    /** Locks a form id until the transaction ends, so that only one mailing is created from it. */
    public void lock(UUID form) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(:form, 0))")
                .param("form", form.toString())
                .query((row, n) -> true)
                .single();
    }

    public Optional<MailingId> begun(UUID form) {
        return sql.sql("SELECT id FROM mailing WHERE begun = :form")
                .param("form", form)
                .query((row, n) -> new MailingId(row.getLong(1)))
                .optional();
    }

    public void begun(MailingId id, UUID form) {
        sql.sql("UPDATE mailing SET begun = :form WHERE id = :id")
                .param("id", id.value())
                .param("form", form)
                .update();
    }

    /** Saves the answers to warnings of a draft. */
    public void saveAnswers(MailingId id, Map<String, String> answers) {
        sql.sql("UPDATE mailing SET answers = :answers::jsonb WHERE id = :id AND state = 'DRAFT'")
                .param("id", id.value())
                .param("answers", json.writeValueAsString(answers))
                .update();
    }

    public void noteEditor(MailingId id, User by) {
        sql.sql("UPDATE mailing SET edited_by = :by, edited_at = now() WHERE id = :id")
                .param("id", id.value())
                .param("by", by.id().value())
                .update();
    }

    public boolean edit(MailingId id, Draft draft, long templateVersion, String title) {
        return sql.sql("""
                UPDATE mailing
                   SET draft = :draft::jsonb, send_at = :sendAt, template_version = :templateVersion, title = :title,
                       revision = revision + 1
                 WHERE id = :id
                   AND state = 'DRAFT'
                """)
                        .param("id", id.value())
                        .param("draft", json(draft))
                        .param("sendAt", sendAt(draft), Types.VARCHAR)
                        .param("templateVersion", templateVersion)
                        .param("title", title)
                        .update()
                == 1;
    }

    public boolean submit(
            MailingId id,
            SnapshotId snapshot,
            DispatchId notice,
            DispatchId correction,
            String title,
            Map<String, String> answers) {
        return sql.sql("""
                UPDATE mailing
                   SET state = 'IN_REVIEW', snapshot = :snapshot, notice = :notice, correction = :correction,
                       title = :title, answers = :answers::jsonb,
                       returned_by = NULL, returned_at = NULL, returned_because = NULL
                 WHERE id = :id
                   AND state = 'DRAFT'
                """)
                        .param("id", id.value())
                        .param("snapshot", snapshot.value())
                        .param("notice", notice.value())
                        .param("correction", correction.value())
                        .param("title", title)
                        .param("answers", json.writeValueAsString(answers))
                        .update()
                == 1;
    }

    /** @param format format of the digest, see {@link ApprovalDigest#FORMAT} */
    public boolean approve(MailingId id, User by, long people, String sha256, int format) {
        return sql.sql("""
                UPDATE mailing
                   SET state = 'APPROVED', approved_by = :by, approved_at = now(), approved_people = :people,
                       approved_sha256 = :sha256, approved_format = :format
                 WHERE id = :id
                   AND state = 'IN_REVIEW'
                """)
                        .param("id", id.value())
                        .param("by", by.id().value())
                        .param("people", people)
                        .param("sha256", sha256)
                        .param("format", format)
                        .update()
                == 1;
    }

    /** Makes it a draft again, without snapshot, dispatches and approval. Keeps the answers to warnings for the next submission. */
    public boolean backToDraft(MailingId id) {
        return sql.sql("""
                UPDATE mailing
                   SET state = 'DRAFT', snapshot = NULL, notice = NULL, correction = NULL,
                       approved_by = NULL, approved_at = NULL, approved_people = NULL, approved_sha256 = NULL,
                       starts_at = NULL, rules = NULL, moved_from = NULL, held_because = NULL
                 WHERE id = :id
                   AND state IN ('IN_REVIEW', 'APPROVED', 'SCHEDULED', 'HELD')
                   AND started_at IS NULL
                """).param("id", id.value()).update() == 1;
    }

    public void noteReturn(MailingId id, User by, String reason) {
        sql.sql("""
                UPDATE mailing SET returned_by = :by, returned_at = now(), returned_because = :reason WHERE id = :id
                """)
                .param("id", id.value())
                .param("by", by.id().value())
                .param("reason", reason)
                .update();
    }

    public boolean schedule(MailingId id, Instant startsAt, String rules) {
        return sql.sql("""
                UPDATE mailing SET state = 'SCHEDULED', starts_at = :startsAt, rules = :rules, moved_from = NULL
                 WHERE id = :id
                   AND state = 'APPROVED'
                """)
                        .param("id", id.value())
                        .param("startsAt", Timestamp.from(startsAt))
                        .param("rules", rules)
                        .update()
                == 1;
    }

    /** Moves the start, and records the time zone rules used; the start may be the same. */
    boolean move(MailingId id, Instant startsAt, String rules) {
        return sql.sql("""
                UPDATE mailing
                   SET starts_at = :startsAt, rules = :rules,
                       moved_from = CASE WHEN starts_at = :startsAt THEN moved_from ELSE starts_at END
                 WHERE id = :id
                   AND state = 'SCHEDULED'
                """)
                        .param("id", id.value())
                        .param("startsAt", Timestamp.from(startsAt))
                        .param("rules", rules)
                        .update()
                == 1;
    }

    public boolean start(MailingId id) {
        return move(id, "SENDING", ", started_at = now(), held_because = NULL", "SCHEDULED");
    }

    public boolean hold(MailingId id, String because) {
        return sql.sql(
                                "UPDATE mailing SET state = 'HELD', held_because = :because WHERE id = :id AND state = 'SCHEDULED'")
                        .param("id", id.value())
                        .param("because", because)
                        .update()
                == 1;
    }

    public List<MailingId> holdScheduled(String because) {
        return sql.sql(
                        "UPDATE mailing SET state = 'HELD', held_because = :because WHERE state = 'SCHEDULED' RETURNING id")
                .param("because", because)
                .query((row, n) -> new MailingId(row.getLong(1)))
                .list();
    }

    public void scheduleAgain(String because) {
        sql.sql(
                        "UPDATE mailing SET state = 'SCHEDULED', held_because = NULL WHERE state = 'HELD' AND held_because = :because")
                .param("because", because)
                .update();
    }

    public boolean stop(MailingId id) {
        return move(id, "STOPPED", "", "SENDING");
    }

    public boolean resume(MailingId id) {
        return move(id, "SENDING", "", "STOPPED");
    }

    public boolean markSent(MailingId id) {
        return move(id, "SENT", ", ended_at = now()", "SENDING");
    }

    public boolean markCorrected(MailingId id) {
        return move(id, "CORRECTED", ", ended_at = now()", "STOPPED", "SENT");
    }

    public boolean reopenSending(MailingId id) {
        return move(id, "SENDING", ", ended_at = NULL", "SENT");
    }

    /** @param before state when its correction was ordered: SENT or STOPPED */
    public boolean reopenCorrection(MailingId id, MailingState before) {
        return move(id, before.name(), ", ended_at = NULL", "CORRECTED");
    }

    public boolean cancel(MailingId id) {
        return move(id, "CANCELLED", ", ended_at = now()", "DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED", "HELD");
    }

    private boolean move(MailingId id, String to, String alsoSet, String... from) {
        return sql.sql("UPDATE mailing SET state = :to" + alsoSet + " WHERE id = :id AND state = ANY(:from)")
                        .param("id", id.value())
                        .param("to", to)
                        .param("from", from)
                        .update()
                == 1;
    }

    public Optional<MailingRow> find(MailingId id) {
        return sql.sql("SELECT * FROM mailing WHERE id = :id")
                .param("id", id.value())
                .query(this::row)
                .optional();
    }

    /** Reads a mailing and locks its row until the transaction ends. */
    public Optional<MailingRow> lock(MailingId id) {
        return sql.sql("SELECT * FROM mailing WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query(this::row)
                .optional();
    }

    public List<MailingRow> list() {
        return sql.sql("SELECT * FROM mailing ORDER BY id DESC LIMIT 500")
                .query(this::row)
                .list();
    }

    /** All mailings that are SENDING or STOPPED, without a limit on age. */
    public List<MailingId> sendingOrStopped() {
        return sql.sql("SELECT id FROM mailing WHERE state IN ('SENDING', 'STOPPED')")
                .query((row, n) -> new MailingId(row.getLong(1)))
                .list();
    }

    /** Mailings of a template that have not ended, newest first. */
    public List<MailingRow> openByTemplate(String template) {
        return sql.sql("""
                SELECT * FROM mailing
                 WHERE draft ->> 'template' = :template
                   AND ended_at IS NULL
                 ORDER BY id DESC
                """).param("template", template).query(this::row).list();
    }

    /** All scheduled mailings, to replace a lost wake-up. */
    public List<MailingRow> scheduled() {
        return sql.sql("SELECT * FROM mailing WHERE state = 'SCHEDULED'")
                .query(this::row)
                .list();
    }

    /** The database's clock. */
    public Instant databaseTime() {
        return sql.sql("SELECT now()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private String json(Draft draft) {
        return json.writeValueAsString(new DraftJson(
                draft.template(),
                draft.language(),
                draft.values(),
                draft.translations(),
                draft.correction(),
                draft.correctionTranslations(),
                draft.audience(),
                draft.pace()));
    }

    private static String sendAt(Draft draft) {
        return draft.sendAt().map(ZonedDateTime::toString).orElse(null);
    }

    private MailingRow row(ResultSet row, int n) throws SQLException {
        var words = json.readValue(row.getString("draft"), DraftJson.class);
        Optional<String> sendAt = Optional.ofNullable(row.getString("send_at"));
        var draft = new Draft(
                words.template(),
                words.language(),
                words.values(),
                words.translations(),
                words.correction(),
                words.correctionTranslations(),
                words.audience(),
                words.pace(),
                sendAt.map(StartTimes::parse));
        return new MailingRow(
                new MailingId(row.getLong("id")),
                MailingState.valueOf(row.getString("state")),
                row.getString("title"),
                draft,
                sendAt,
                row.getLong("template_version"),
                row.getObject("thread", UUID.class),
                number(row, "snapshot").map(SnapshotId::new),
                number(row, "notice").map(DispatchId::new),
                number(row, "correction").map(DispatchId::new),
                json.readValue(row.getString("answers"), TEXTS),
                new UserId(row.getLong("author")),
                number(row, "approved_by"),
                time(row, "approved_at"),
                row.getLong("approved_people"),
                row.getString("approved_sha256"),
                row.getInt("approved_format"),
                time(row, "starts_at"),
                Optional.ofNullable(row.getString("rules")),
                time(row, "moved_from"),
                time(row, "started_at"),
                time(row, "ended_at"),
                Optional.ofNullable(row.getString("held_because")),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("revision"),
                number(row, "edited_by").map(UserId::new),
                time(row, "edited_at"),
                back(row));
    }

    private static Optional<ReturnRow> back(ResultSet row) throws SQLException {
        Optional<Long> by = number(row, "returned_by");
        return by.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReturnRow(
                        new UserId(by.get()),
                        row.getTimestamp("returned_at").toInstant(),
                        row.getString("returned_because")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
