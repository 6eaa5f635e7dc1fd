package org.belay.mailing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.belay.access.User;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.VariantText;
import org.belay.platform.RequestRefused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records which variants a reviewer has opened. The page refuses an approval until the reviewer has opened every variant of the notice. */
@Component
@Transactional
public class OpenedTexts {
    private final JdbcClient sql;
    private final MailingReport report;

    OpenedTexts(JdbcClient sql, MailingReport report) {
        this.sql = sql;
        this.report = report;
    }

    /** Records that a person has opened a variant. */
    public void noteOpened(MailingId mailing, VariantText text, User person) {
        sql.sql(
                        "INSERT INTO opened_text (mailing, person, sha256) VALUES (:mailing, :person, :sha256) ON CONFLICT DO NOTHING")
                .param("mailing", mailing.value())
                .param("person", person.id().value())
                .param("sha256", text.sha256())
                .update();
    }

    /** @throws RequestRefused with each variant of the notice that this person has not opened */
    public void requireAllOpened(MailingId mailing, User person) {
        Set<String> opened = opened(mailing, person);
        List<VariantText> unopened = report.variants(mailing, DispatchKind.NOTICE).stream()
                .filter(text -> !opened.contains(text.sha256()))
                .toList();
        if (unopened.isEmpty()) return;
        throw new RequestRefused(mailing + " was not approved: you have not opened "
                + unopened.stream().map(OpenedTexts::name).collect(Collectors.joining("; ")) + ". Open "
                + (unopened.size() == 1 ? "it" : "each") + " on the review page and read it, then approve.");
    }

    private Set<String> opened(MailingId mailing, User person) {
        return new HashSet<>(sql.sql("SELECT sha256 FROM opened_text WHERE mailing = :mailing AND person = :person")
                .param("mailing", mailing.value())
                .param("person", person.id().value())
                .query(String.class)
                .list());
    }

    private static String name(VariantText text) {
        String language = Locale.forLanguageTag(text.language()).getDisplayName(Locale.ENGLISH);
        return "the text in " + language + (text.condition().isEmpty() ? "" : " for " + text.condition())
                + String.format(Locale.ROOT, " (%,d people)", text.people());
    }
}
