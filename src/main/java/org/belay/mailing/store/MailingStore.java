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
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL that creates, edits and reads mailings. {@link MailingStates} has the SQL that changes their state. */
@Repository
public class MailingStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    MailingStore(JdbcClient sql) {
        this.sql = sql;
    }

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

    /** @param team the team that sees it; empty: everyone */
    public MailingId insert(Draft draft, long templateVersion, String title, User by, Optional<User.TeamId> team) {
        long id = sql.sql("""
                INSERT INTO mailing (title, draft, send_at, template_version, author, team)
                VALUES (:title, :draft::jsonb, :sendAt, :templateVersion, :author, :team)
                RETURNING id
                """)
                .param("title", title)
                .param("draft", json(draft))
                .param("sendAt", sendAt(draft), Types.VARCHAR)
                .param("templateVersion", templateVersion)
                .param("author", by.id().value())
                .param("team", team.map(User.TeamId::value).orElse(null), Types.BIGINT)
                .query(Long.class)
                .single();
        return new MailingId(id);
    }

    public void setTeam(MailingId id, User.TeamId team) {
        sql.sql("UPDATE mailing SET team = :team WHERE id = :id")
                .param("id", id.value())
                .param("team", team.value())
                .update();
    }

    /** Locks a form id until the transaction ends, so that only one mailing is created from it. */
    public void lock(UUID form) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(:form, 0))")
                .param("form", form.toString())
                .query((row, n) -> true)
                .single();
    }

    public Optional<MailingId> findByForm(UUID form) {
        return sql.sql("SELECT id FROM mailing WHERE form_id = :form")
                .param("form", form)
                .query((row, n) -> new MailingId(row.getLong(1)))
                .optional();
    }

    public void recordForm(MailingId id, UUID form) {
        sql.sql("UPDATE mailing SET form_id = :form WHERE id = :id")
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

    private static @Nullable String sendAt(Draft draft) {
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
                number(row, "disregard").map(DispatchId::new),
                json.readValue(row.getString("answers"), TEXTS),
                new UserId(row.getLong("author")),
                time(row, "starts_at"),
                Optional.ofNullable(row.getString("zone_rules")),
                time(row, "moved_from"),
                time(row, "started_at"),
                time(row, "ended_at"),
                Optional.ofNullable(row.getString("held_because")),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("revision"),
                number(row, "edited_by").map(UserId::new),
                time(row, "edited_at"),
                back(row),
                Optional.ofNullable(row.getString("all_staff")),
                row.getLong("newcomers"),
                number(row, "team").map(User.TeamId::new));
    }

    private static Optional<MailingRow.ReturnRow> back(ResultSet row) throws SQLException {
        Optional<Long> by = number(row, "returned_by");
        return by.isEmpty()
                ? Optional.empty()
                : Optional.of(new MailingRow.ReturnRow(
                        new UserId(by.get()),
                        row.getTimestamp("returned_at").toInstant(),
                        row.getString("returned_because")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
