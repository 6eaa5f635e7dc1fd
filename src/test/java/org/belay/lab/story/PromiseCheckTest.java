package org.belay.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.belay.lab.process.RecordedDelivery;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;
import org.junit.jupiter.api.Test;

/** The check of the promises must find each violation. */
class PromiseCheckTest {
    private final List<ArrivedMail> mails = new ArrayList<>();
    private final List<RecordedDelivery> notices = new ArrayList<>();
    private final List<RecordedDelivery> corrections = new ArrayList<>();

    @Test
    void all_promises_hold_if_exactly_the_readers_of_the_notice_are_corrected() {
        noticed("ann", "ACCEPTED");
        corrected("ann", "ACCEPTED", 1);
        notices.add(new RecordedDelivery("bob", "HALTED", 0, ""));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_reader_without_the_correction_breaks_i1() {
        noticed("ann", "ACCEPTED");
        corrections.add(new RecordedDelivery("ann", "ACCEPTED", 1, "c-ann"));
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void a_correction_without_the_notice_breaks_i2() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new RecordedDelivery("ann", "HALTED", 0, ""));
        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void a_correction_alone_is_right_if_the_notice_is_uncertain() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new RecordedDelivery("ann", "IN_DOUBT", 1, "n-ann"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_second_notice_breaks_i3() {
        noticed("ann", "ACCEPTED");
        mails.add(new ArrivedMail("ann", MailKind.NOTICE, "n-ann"));
        corrected("ann", "ACCEPTED", 1);
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void a_second_correction_is_right_only_after_a_second_attempt() {
        noticed("ann", "ACCEPTED");
        corrected("ann", "ACCEPTED", 2);
        mails.add(new ArrivedMail("ann", MailKind.CORRECTION, "c-ann"));
        assertThat(broken()).isEmpty();

        noticed("bob", "ACCEPTED");
        corrected("bob", "ACCEPTED", 1);
        mails.add(new ArrivedMail("bob", MailKind.CORRECTION, "c-bob"));
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void a_mail_without_a_matching_record_breaks_i5() {
        noticed("ann", "PENDING");
        corrected("ann", "ACCEPTED", 1);
        assertThat(broken()).containsExactly("I5");
    }

    private void noticed(String person, String state) {
        mails.add(new ArrivedMail(person, MailKind.NOTICE, "n-" + person));
        notices.add(new RecordedDelivery(person, state, 1, "n-" + person));
    }

    private void corrected(String person, String state, int attempts) {
        mails.add(new ArrivedMail(person, MailKind.CORRECTION, "c-" + person));
        corrections.add(new RecordedDelivery(person, state, attempts, "c-" + person));
    }

    private List<String> broken() {
        return new PromiseCheck(mails, notices, corrections)
                .check().stream()
                        .filter(verdict -> !verdict.holds())
                        .map(PromiseResult::promise)
                        .toList();
    }
}
