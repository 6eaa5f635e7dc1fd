package org.belay.web.admin;

import java.util.OptionalLong;
import org.belay.access.SignedIn;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.policy.ApprovalPolicy;
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
            model.addAttribute(
                    "above",
                    policy.secondAbove().isPresent()
                            ? Long.toString(policy.secondAbove().getAsLong())
                            : "");
            model.addAttribute("days", Integer.toString(policy.validDays()));
            model.addAttribute("domains", String.join("\n", policy.recipientDomains()));
        }
        return "policy";
    }

    /**
     * @param above empty: one approval is always enough
     * @param domains empty: any
     */
    @PostMapping
    String change(
            @RequestParam String above,
            @RequestParam String days,
            @RequestParam(defaultValue = "") String domains,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes after) {
        try {
            OptionalLong limit = above.isBlank() ? OptionalLong.empty() : OptionalLong.of(number(above));
            int validDays = (int) Math.min(number(days), Integer.MAX_VALUE);
            policies.change(new ApprovalPolicy(limit, validDays, ApprovalPolicy.domains(domains)), me.user());
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            model.addAttribute("above", above);
            model.addAttribute("days", days);
            model.addAttribute("domains", domains);
            return show(model);
        }
        after.addFlashAttribute("saved", true);
        return "redirect:/policy";
    }

    private static long number(String typed) {
        return TypedNumber.read(typed)
                .orElseThrow(() -> new RequestRefused(
                        "\"%s\" is not a whole number. Nothing was changed.".formatted(typed.strip())));
    }
}
