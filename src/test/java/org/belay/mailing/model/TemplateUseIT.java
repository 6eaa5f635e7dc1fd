package org.belay.mailing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplateUseIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    @Test
    void mailings_that_have_not_ended_are_listed_with_the_fields_they_fill(
            Users users, Mailings mailings, MailingDrafts drafts, SendingControl sending, MailingReport report) {
        User nora = users.enrol("Nora", "nora@example.org", Set.of(Role.AUTHOR), "test");
        MailingId mailing = drafts.create(draft("vpn-change"), nora).id();
        MailingId cancelled = drafts.create(draft("vpn-change"), nora).id();
        sending.cancel(cancelled, nora);
        drafts.create(draft("laptop-return"), nora);

        assertThat(report.openMailingsUsing("vpn-change"))
                .containsExactly(new TemplateUse(
                        mailing,
                        MailingState.DRAFT,
                        mailings.get(mailing).title(),
                        1,
                        Set.of("reason", "contact", "steps", "now_true")));
    }

    private static Draft draft(String template) {
        return new Draft(
                template,
                "en",
                Map.of("reason", "A reason.", "contact", "it@example.org", "exceptions", " "),
                Map.of("de", Map.of("steps", "1. Neu starten.")),
                Map.of("now_true", "Nothing changes."),
                Map.of(),
                "no-audience",
                0,
                Optional.empty());
    }
}
