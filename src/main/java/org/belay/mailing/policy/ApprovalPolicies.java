package org.belay.mailing.policy;

import java.util.Map;
import java.util.OptionalLong;
import org.belay.access.RightsConfirmation;
import org.belay.access.User;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads and changes the rules for approvals. */
@Component
@Transactional
public class ApprovalPolicies {
    private final PolicyStore store;
    private final RightsConfirmation rights;
    private final AuditLog audit;

    ApprovalPolicies(PolicyStore store, RightsConfirmation rights, AuditLog audit) {
        this.store = store;
        this.rights = rights;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public ApprovalPolicy current() {
        return store.read();
    }

    /**
     * Changes the rules for approvals that are given from now on; a mailing that is approved stays approved.
     *
     * @throws RequestRefused if {@code by} is not an administrator
     */
    public ApprovalPolicy change(ApprovalPolicy policy, User by) {
        rights.requireAdministrator(by, "change the rules for approvals");
        ApprovalPolicy before = store.lock();
        if (!before.equals(policy)) {
            store.write(policy);
            audit.record(
                    by.address(),
                    "policy",
                    "approvals",
                    Map.of(
                            "second approval above", above(before) + " → " + above(policy),
                            "valid for days", before.validDays() + " → " + policy.validDays(),
                            "recipient domains", domains(before) + " → " + domains(policy),
                            "largest audience",
                                    limit(before.limits().largestAudience()) + " → "
                                            + limit(policy.limits().largestAudience()),
                            "people a day",
                                    limit(before.limits().dailyPeople()) + " → "
                                            + limit(policy.limits().dailyPeople()),
                            "usual factor",
                                    before.limits().usualFactor() + " → "
                                            + policy.limits().usualFactor()));
        }
        return policy;
    }

    private static String domains(ApprovalPolicy policy) {
        return policy.recipientDomains().isEmpty() ? "any" : String.join(", ", policy.recipientDomains());
    }

    private static String limit(OptionalLong people) {
        return people.isPresent() ? people.getAsLong() + " people" : "no limit";
    }

    private static String above(ApprovalPolicy policy) {
        return policy.secondAbove().isPresent() ? policy.secondAbove().getAsLong() + " people" : "never";
    }
}
