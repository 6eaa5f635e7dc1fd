package org.belay.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.belay.sandbox.Claim;
import org.belay.sandbox.Mail.Kind;
import org.junit.jupiter.api.Test;

/** The check of the promises must find each violation. */
class JudgeTest {
    private final List<Arrived> mails = new ArrayList<>();
    private final List<Claim> notices = new ArrayList<>();
    private final List<Claim> corrections = new ArrayList<>();

    @Test
    void all_promises_hold_if_exactly_the_readers_of_the_notice_are_corrected() {
        noticed("ann", "ACCEPTED");
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("bob", "HALTED", 0, ""));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_reader_without_the_correction_breaks_i1() {
        noticed("ann", "ACCEPTED");
        corrections.add(new Claim("ann", "ACCEPTED", 1, "c-ann"));
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void a_correction_without_the_notice_breaks_i2() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("ann", "HALTED", 0, ""));
        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void a_correction_alone_is_right_if_the_notice_is_uncertain() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("ann", "IN_DOUBT", 1, "n-ann"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_second_notice_breaks_i3() {
        noticed("ann", "ACCEPTED");
        mails.add(new Arrived("ann", Kind.NOTICE, "n-ann"));
        corrected("ann", "ACCEPTED", 1);
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void a_second_correction_is_right_only_after_a_second_attempt() {
        noticed("ann", "ACCEPTED");
        corrected("ann", "ACCEPTED", 2);
        mails.add(new Arrived("ann", Kind.CORRECTION, "c-ann"));
        assertThat(broken()).isEmpty();

        noticed("bob", "ACCEPTED");
        corrected("bob", "ACCEPTED", 1);
        mails.add(new Arrived("bob", Kind.CORRECTION, "c-bob"));
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void a_mail_without_a_matching_record_breaks_i5() {
        noticed("ann", "PENDING");
        corrected("ann", "ACCEPTED", 1);
        assertThat(broken()).containsExactly("I5");
    }

    private void noticed(String person, String state) {
        mails.add(new Arrived(person, Kind.NOTICE, "n-" + person));
        notices.add(new Claim(person, state, 1, "n-" + person));
    }

    private void corrected(String person, String state, int attempts) {
        mails.add(new Arrived(person, Kind.CORRECTION, "c-" + person));
        corrections.add(new Claim(person, state, attempts, "c-" + person));
    }

    private List<String> broken() {
        return new Judge(mails, notices, corrections)
                .judge().stream()
                        .filter(verdict -> !verdict.holds())
                        .map(Verdict::promise)
                        .toList();
    }
}
