package org.belay.mailing;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.team.AllTeams;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.mark.AllStaffMarks;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.policy.SubmissionLimits;
import org.belay.mailing.store.SubmissionStore;
import org.belay.mailing.store.SubmissionStore.RecentSubmission;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;

/** The limits of the number of people of a submission, and whether it goes to all staff. */
@Component
class SubmissionGuard {
    private final ApprovalPolicies policies;
    private final SubmissionStore submissions;
    private final AllStaffMarks marks;
    private final Users users;
    private final AllTeams allTeams;

    SubmissionGuard(
            ApprovalPolicies policies,
            SubmissionStore submissions,
            AllStaffMarks marks,
            Users users,
            AllTeams allTeams) {
        this.allTeams = allTeams;
        this.policies = policies;
        this.submissions = submissions;
        this.marks = marks;
        this.users = users;
    }

    /** @throws RequestRefused if the policy does not allow this person so many people */
    void requireWithinLimits(MailingId id, AudienceSnapshot snapshot, User by) {
        SubmissionLimits limits = policies.current().limits();
        requireSmall(id, snapshot.people(), limits.largestAudience(), by);
        requireDaily(id, snapshot.people(), limits.dailyPeople(), by);
    }

    private static void requireSmall(MailingId id, long people, OptionalLong largest, User by) {
        if (people <= largest.orElse(people) || by.is(Role.APPROVER) || by.is(Role.ADMIN)) return;
        throw new RequestRefused(String.format(
                Locale.UK,
                "%s was not submitted: it goes to %,d people, and an author may submit a mailing to at most %,d. Choose a smaller audience, or let an author submit it who is also an approver or administrator. An administrator can change the limit (Approval rules).",
                id,
                people,
                largest.getAsLong()));
    }

    private void requireDaily(MailingId id, long people, OptionalLong daily, User by) {
        if (daily.isEmpty()) return;
        // two submissions at the same moment would not see each other
        submissions.lockSubmissions();
        long before = allTeams.call(submissions::recent).stream()
                .filter(one -> !one.mailing().equals(id))
                .filter(one -> users.get(one.by()).isSamePersonAs(by))
                .collect(Collectors.toMap(RecentSubmission::mailing, RecentSubmission::people, (one, same) -> one))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        if (before + people > daily.getAsLong()) {
            throw new RequestRefused(String.format(
                    Locale.UK,
                    "%s was not submitted: a person may submit mailings to %,d people in 24 hours. Yours of the last 24 hours go to %,d, and this one to %,d. Submit it later, or ask an administrator to change the limit (Approval rules).",
                    id,
                    daily.getAsLong(),
                    before,
                    people));
        }
    }

    void recordAllStaff(MailingId id, AudienceSnapshot snapshot) {
        submissions.setAllStaff(id, allTeams.call(() -> marks.markedWithin(snapshot.id())));
    }
}
