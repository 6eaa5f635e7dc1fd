package org.belay.mailing;

import java.time.Duration;
import java.time.Instant;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.springframework.stereotype.Component;

/**
 * How long an approval is valid. It ends only while the mailing waits to be scheduled: a scheduled mailing starts at the time that was
 * approved.
 */
@Component
class ApprovalValidity {
    private final ApprovalPolicies policies;

    ApprovalValidity(ApprovalPolicies policies) {
        this.policies = policies;
    }

    /** @param now time by the database's clock */
    boolean isOver(ApprovalRow approval, Instant now) {
        return now.isAfter(approval.at().plus(length()));
    }

    Duration length() {
        return policies.current().validity();
    }
}
