package org.belay.mailing.store;

import java.util.Optional;
import org.belay.access.team.AllTeams;
import org.belay.audience.Audiences;
import org.belay.audience.mark.AllStaffMarks;
import org.belay.mailing.policy.ApprovalPolicies;
import org.springframework.stereotype.Component;

/** How many approvals a submitted mailing needs by the rules of now. */
@Component
public class ApprovalNeeds {
    private final ApprovalPolicies policies;
    private final Audiences audiences;
    private final AllStaffMarks marks;
    private final AllTeams allTeams;

    ApprovalNeeds(ApprovalPolicies policies, Audiences audiences, AllStaffMarks marks, AllTeams allTeams) {
        this.allTeams = allTeams;
        this.policies = policies;
        this.audiences = audiences;
        this.marks = marks;
    }

    /** 1 or 2. */
    public int approvals(MailingRow row) {
        long people = audiences.snapshot(row.snapshot().orElseThrow()).people();
        return policies.current().approvals(people, allStaff(row));
    }

    /** The audience found at submission; also an audience that was marked after it. */
    Optional<String> allStaff(MailingRow row) {
        return row.snapshot()
                .flatMap(snapshot ->
                        row.allStaff().or(() -> allTeams.call(() -> marks.markedOrigin(audiences.snapshot(snapshot)))));
    }
}
