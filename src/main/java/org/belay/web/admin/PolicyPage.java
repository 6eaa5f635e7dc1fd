package org.belay.web.admin;

import java.util.OptionalLong;
import org.belay.access.SignedIn;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.policy.ApprovalPolicy;
import org.belay.mailing.policy.SubmissionLimits;
import org.belay.platform.RequestRefused;
import org.belay.platform.text.TypedNumber;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rules for approvals: every user may read them, an administrator changes them. */
@Controller
@RequestMapping("/policy")
class PolicyPage {
    private final ApprovalPolicies policies;

    PolicyPage(ApprovalPolicies policies) {
        this.policies = policies;
    }

    @GetMapping
    String show(Model model) {
        ApprovalPolicy policy = policies.current();
        model.addAttribute("policy", policy);
        model.addAttribute("two", policy.secondAbove().isPresent());
        if (!model.containsAttribute("above")) {
            model.addAttribute("above", typed(policy.secondAbove()));
            model.addAttribute("days", Integer.toString(policy.validDays()));
            model.addAttribute("domains", String.join("\n", policy.recipientDomains()));
            SubmissionLimits limits = policy.limits();
            model.addAttribute("largest", typed(limits.largestAudience()));
            model.addAttribute("daily", typed(limits.dailyPeople()));
            model.addAttribute("factor", Integer.toString(limits.usualFactor()));
        }
        return "policy";
    }

    /**
     * @param above empty: one approval is always enough
     * @param domains empty: any
     * @param largest empty: no limit
     * @param daily empty: no limit
     */
    @PostMapping
    String change(
            @RequestParam String above,
            @RequestParam String days,
            @RequestParam(defaultValue = "") String domains,
            @RequestParam(defaultValue = "") String largest,
            @RequestParam(defaultValue = "") String daily,
            @RequestParam(defaultValue = "3") String factor,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes after) {
        try {
            var limits = new SubmissionLimits(optional(largest), optional(daily), small(factor));
            policies.change(
                    new ApprovalPolicy(optional(above), small(days), ApprovalPolicy.domains(domains), limits),
                    me.user());
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            model.addAttribute("above", above);
            model.addAttribute("days", days);
            model.addAttribute("domains", domains);
            model.addAttribute("largest", largest);
            model.addAttribute("daily", daily);
            model.addAttribute("factor", factor);
            return show(model);
        }
        after.addFlashAttribute("saved", true);
        return "redirect:/policy";
    }

    private static String typed(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static OptionalLong optional(String typed) {
        return typed.isBlank() ? OptionalLong.empty() : OptionalLong.of(number(typed));
    }

    private static int small(String typed) {
        return (int) Math.min(number(typed), Integer.MAX_VALUE);
    }

    private static long number(String typed) {
        return TypedNumber.read(typed)
                .orElseThrow(() -> new RequestRefused(
                        "\"%s\" is not a whole number. Nothing was changed.".formatted(typed.strip())));
    }
}
