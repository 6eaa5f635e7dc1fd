package org.belay.api.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.policy.ApprovalPolicy;
import org.belay.mailing.policy.SubmissionLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules for approvals. */
@RestController
@RequestMapping("/api/v1/policy")
class PolicyApi {
    private final ApprovalPolicies policies;

    PolicyApi(ApprovalPolicies policies) {
        this.policies = policies;
    }

    /**
     * @param secondApprovalAbove absent or null: one approval is always enough
     * @param recipientDomains absent or empty: any
     * @param largestAudience absent or null: no limit
     * @param dailyPeople absent or null: no limit
     * @param usualFactor absent: 3
     */
    record PolicyBody(
            @Nullable Long secondApprovalAbove,
            @Nullable Integer approvalValidDays,
            @Nullable List<String> recipientDomains,
            @Nullable Long largestAudience,
            @Nullable Long dailyPeople,
            @Nullable Integer usualFactor) {}

    @GetMapping
    Map<String, Object> current() {
        return view(policies.current());
    }

    /** Replaces all rules, so that a forgotten one is noticed. */
    @PutMapping
    Map<String, Object> change(@RequestBody PolicyBody body, @AuthenticationPrincipal SignedIn me) {
        if (body.approvalValidDays() == null) {
            throw new UnusableRequest(
                    "\"approvalValidDays\" is missing: for how many days an approval is valid. Nothing was changed.");
        }
        var limits = new SubmissionLimits(
                optional(body.largestAudience()),
                optional(body.dailyPeople()),
                body.usualFactor() == null ? SubmissionLimits.USUAL_FACTOR : body.usualFactor());
        Set<String> domains = body.recipientDomains() == null
                ? Set.of()
                : ApprovalPolicy.domains(String.join(" ", body.recipientDomains()));
        return view(policies.change(
                new ApprovalPolicy(optional(body.secondApprovalAbove()), body.approvalValidDays(), domains, limits),
                me.user()));
    }

    private static Map<String, Object> view(ApprovalPolicy policy) {
        var view = new LinkedHashMap<String, Object>();
        view.put("secondApprovalAbove", orNull(policy.secondAbove()));
        view.put("approvalValidDays", policy.validDays());
        view.put("recipientDomains", policy.recipientDomains());
        view.put("largestAudience", orNull(policy.limits().largestAudience()));
        view.put("dailyPeople", orNull(policy.limits().dailyPeople()));
        view.put("usualFactor", policy.limits().usualFactor());
        return view;
    }

    private static OptionalLong optional(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
