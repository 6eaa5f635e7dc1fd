package org.belay.mailing.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.mailing.model.MailingId;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The writers of each mailing and what they contributed. No writer may approve the mailing. */
@Component
public class MailingWriters {

    /** The contribution that makes a person a writer, with its wording in a refusal. */
    public enum WriterRole {
        WROTE("wrote a part of it"),
        SUBMITTED("submitted it"),
        RESCHEDULED("set its time"),
        IMPORTED("imported its list of people"),
        PUBLISHED("published its template");

        private final String words;

        WriterRole(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    record MailingWriter(UserId id, WriterRole role) {}

    private final JdbcClient sql;
    private final Users users;
    private final Templates templates;

    MailingWriters(JdbcClient sql, Users users, Templates templates) {
        this.sql = sql;
        this.users = users;
        this.templates = templates;
    }

    /** Records a writer of a mailing, and the publisher of its template, whose texts the mailing contains. */
    public void add(MailingId mailing, TemplateVersion template, User by, WriterRole part) {
        add(mailing, by.id(), part);
        users.byAddress(templates.history(template).by())
                .ifPresent(publisher -> add(mailing, publisher.id(), WriterRole.PUBLISHED));
    }

    public void add(MailingId mailing, UserId writer, WriterRole part) {
        sql.sql("""
                INSERT INTO mailing_writer (mailing, writer, part)
                VALUES (:mailing, :writer, :part)
                ON CONFLICT DO NOTHING
                """)
                .param("mailing", mailing.value())
                .param("writer", writer.value())
                .param("part", part.name())
                .update();
    }

    /** All contributions to a mailing, ordered by person. */
    List<MailingWriter> of(MailingId mailing) {
        return sql.sql("SELECT writer, part FROM mailing_writer WHERE mailing = :mailing ORDER BY writer")
                .param("mailing", mailing.value())
                .query((row, n) -> new MailingWriter(new UserId(row.getLong(1)), WriterRole.valueOf(row.getString(2))))
                .list();
    }

    public boolean isWriter(MailingId mailing, User person) {
        return of(mailing).stream().anyMatch(writer -> writer.id().equals(person.id()));
    }

    /** Why this person may not approve the mailing: what they contributed, under any of their accounts. Empty if they are no writer. */
    public Optional<String> whyMayNotApprove(MailingId mailing, User person) {
        List<MailingWriter> contributions = of(mailing).stream()
                .filter(writer -> users.get(writer.id()).isSamePersonAs(person))
                .toList();
        if (contributions.isEmpty()) return Optional.empty();
        String acts = contributions.stream()
                .map(MailingWriter::role)
                .distinct()
                .sorted()
                .map(WriterRole::words)
                .collect(Collectors.joining(", "));
        String other = contributions.stream()
                .map(writer -> users.get(writer.id()))
                .filter(user -> !user.id().equals(person.id()))
                .map(user -> ", as " + user.address().toLowerCase(Locale.ROOT) + ", which is the same person")
                .findFirst()
                .orElse("");
        return Optional.of("you " + acts + other + ". Another person must review and approve it.");
    }
}
