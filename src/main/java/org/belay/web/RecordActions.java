package org.belay.web;

import org.belay.access.SignedIn;
import org.belay.mailing.RecoveryDecisions;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The actions on the message that sending is blocked because the database may miss attempts. */
@Controller
class RecordActions {
    private final RecoveryDecisions decisions;

    RecordActions(RecoveryDecisions decisions) {
        this.decisions = decisions;
    }

    @PostMapping("/record/go-on-without")
    String goOnWithout(@RequestParam String node, @RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        decisions.dropNode(node, reason, me.user());
        return "redirect:/";
    }

    @PostMapping("/record/real")
    String real(@RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        decisions.thisServerIsReal(reason, me.user());
        return "redirect:/";
    }
}
