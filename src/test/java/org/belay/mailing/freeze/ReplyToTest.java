package org.belay.mailing.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.belay.address.EmailAddress;
import org.belay.mailing.model.Draft;
import org.junit.jupiter.api.Test;

class ReplyToTest {

    @Test
    void replies_go_to_the_contact_if_every_mail_program_can_answer_it() {
        assertThat(replyTo("it-help@example.org")).contains(new EmailAddress("it-help@example.org"));
        assertThat(replyTo("it-help@example.org, extension 4357")).contains(new EmailAddress("it-help@example.org"));
        assertThat(replyTo("hilfe@bücher.example")).contains(new EmailAddress("hilfe@xn--bcher-kva.example"));
        assertThat(replyTo("jörg@example.org")).isEmpty();
        assertThat(replyTo("the service desk, it-help@example.org")).isEmpty();
    }

    private static Optional<EmailAddress> replyTo(String contact) {
        return MailingFreezer.replyTo(new Draft(
                "notice",
                "en",
                Map.of("contact", contact),
                Map.of(),
                Map.of(),
                Map.of(),
                "Staff",
                0,
                Optional.empty()));
    }
}
