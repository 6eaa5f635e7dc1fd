package org.belay.correction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.mailing.model.MailingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of corrections that wait for a second person, and of what they made valid. */
@Repository
class ProposalStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, String>>> TRANSLATIONS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final Users users;
    private final JsonMapper json = JsonMapper.shared();

    ProposalStore(JdbcClient sql, Users users) {
        this.sql = sql;
        this.users = users;
    }

    /** Values of a notice. */
    record ValidValues(Map<String, String> texts, Map<String, Map<String, String>> translations) {}

    void insert(
            MailingId mailing,
            CorrectionKind kind,
            ValidValues values,
            String note,
            DispatchId follows,
            DispatchId dispatch,
            Optional<DispatchId> nextDisregard,
            String sha256,
            User by) {
        sql.sql("""
                INSERT INTO correction_proposal
                       (mailing, kind, texts, translations, note, follows, dispatch, next_disregard, sha256, written_by)
                VALUES (:mailing, :kind, :texts::jsonb, :translations::jsonb, :note, :follows, :dispatch, :next, :sha256, :by)
                """)
                .param("mailing", mailing.value())
                .param("kind", kind.name())
                .param("texts", json.writeValueAsString(values.texts()))
                .param("translations", json.writeValueAsString(values.translations()))
                .param("note", note)
                .param("follows", follows.value())
                .param("dispatch", dispatch.value())
                .param("next", nextDisregard.map(DispatchId::value).orElse(null), Types.BIGINT)
                .param("sha256", sha256)
                .param("by", by.id().value())
                .update();
    }

    Optional<CorrectionProposal> open(MailingId mailing) {
        return sql.sql("SELECT * FROM correction_proposal WHERE mailing = :mailing AND state = 'OPEN'")
                .param("mailing", mailing.value())
                .query(this::proposal)
                .optional();
    }

    List<CorrectionProposal> waiting() {
        return sql.sql("SELECT * FROM correction_proposal WHERE state = 'OPEN' ORDER BY id LIMIT 20")
                .query(this::proposal)
                .list();
    }

    /** @return false if another request decided it first */
    boolean decide(CorrectionProposal proposal, String state, User by) {
        return sql.sql("""
                UPDATE correction_proposal SET state = :state, decided_by = :by, decided_at = now()
                 WHERE id = :id
                   AND state = 'OPEN'
                """)
                        .param("id", proposal.id())
                        .param("state", state)
                        .param("by", by.id().value())
                        .update()
                == 1;
    }

    /** The values of the last amendment that was ordered; empty if none was. */
    Optional<ValidValues> amended(MailingId mailing) {
        return sql.sql("""
                SELECT texts, translations
                  FROM correction_proposal
                 WHERE mailing = :mailing
                   AND state = 'ORDERED'
                   AND kind = 'AMEND'
                 ORDER BY decided_at DESC, id DESC
                 LIMIT 1
                """)
                .param("mailing", mailing.value())
                .query((row, n) -> values(row))
                .optional();
    }

    private ValidValues values(ResultSet row) throws SQLException {
        return new ValidValues(
                json.readValue(row.getString("texts"), TEXTS),
                json.readValue(row.getString("translations"), TRANSLATIONS));
    }

    private CorrectionProposal proposal(ResultSet row, int n) throws SQLException {
        long next = row.getLong("next_disregard");
        Optional<DispatchId> nextDisregard = row.wasNull() ? Optional.empty() : Optional.of(new DispatchId(next));
        ValidValues values = values(row);
        return new CorrectionProposal(
                row.getLong("id"),
                new MailingId(row.getLong("mailing")),
                CorrectionKind.valueOf(row.getString("kind")),
                values.texts(),
                values.translations(),
                row.getString("note"),
                new DispatchId(row.getLong("follows")),
                new DispatchId(row.getLong("dispatch")),
                nextDisregard,
                row.getString("sha256"),
                users.get(new UserId(row.getLong("written_by"))),
                row.getTimestamp("written_at").toInstant());
    }
}
