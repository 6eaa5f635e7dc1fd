package org.belay.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.policy.ApprovalPolicy;
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
     */
    record PolicyBody(
            @Nullable Long secondApprovalAbove,
            @Nullable Integer approvalValidDays,
            @Nullable List<String> recipientDomains) {}

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
        OptionalLong above =
                body.secondApprovalAbove() == null ? OptionalLong.empty() : OptionalLong.of(body.secondApprovalAbove());
        Set<String> domains = body.recipientDomains() == null
                ? Set.of()
                : ApprovalPolicy.domains(String.join(" ", body.recipientDomains()));
        return view(policies.change(new ApprovalPolicy(above, body.approvalValidDays(), domains), me.user()));
    }

    private static Map<String, Object> view(ApprovalPolicy policy) {
        var view = new LinkedHashMap<String, Object>();
        view.put(
                "secondApprovalAbove",
                policy.secondAbove().isPresent() ? policy.secondAbove().getAsLong() : null);
        view.put("approvalValidDays", policy.validDays());
        view.put("recipientDomains", policy.recipientDomains());
        return view;
    }
}
