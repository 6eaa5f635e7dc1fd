package org.belay.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.belay.sandbox.Claim;
import org.belay.sandbox.Mail.Kind;
import org.junit.jupiter.api.Test;

/** The judge of the story must find what is wrong: a checker that cannot fail checks nothing. */
class JudgeTest {
    private final List<Arrived> mails = new ArrayList<>();
    private final List<Claim> notices = new ArrayList<>();
    private final List<Claim> corrections = new ArrayList<>();

    @Test
    void all_promises_hold_where_exactly_the_noticed_are_corrected() {
        noticed("ann", "ACCEPTED");
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("bob", "HALTED", 0, ""));
        assertThat(broken()).isEmpty();
    }

    @Test
    void somebody_without_the_correction_breaks_i1() {
        noticed("ann", "ACCEPTED");
        corrections.add(new Claim("ann", "ACCEPTED", 1, "c-ann"));
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void a_correction_for_somebody_who_never_had_the_notice_breaks_i2() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("ann", "HALTED", 0, ""));
        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void a_correction_alone_is_right_where_the_notice_is_in_doubt() {
        corrected("ann", "ACCEPTED", 1);
        notices.add(new Claim("ann", "IN_DOUBT", 1, "n-ann"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_notice_twice_breaks_i3() {
        noticed("ann", "ACCEPTED");
        mails.add(new Arrived("ann", Kind.NOTICE, "n-ann"));
        corrected("ann", "ACCEPTED", 1);
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void a_correction_twice_is_right_only_where_it_was_in_doubt_and_tried_again() {
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
    void a_mail_that_the_record_does_not_admit_breaks_i5() {
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
