package org.belay.api;

import static org.belay.api.problem.UnusableRequest.required;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.delivery.LedgerStatus;
import org.belay.mailing.RecoveryDecisions;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the database has everything that was sent, and the decisions of people if it may not. */
@RestController
@RequestMapping("/api/v1/record")
class RecordApi {
    private final RecoveryDecisions decisions;

    RecordApi(RecoveryDecisions decisions) {
        this.decisions = decisions;
    }

    record NodeReason(String node, String reason) {}

    record RecordReason(String reason) {}

    @GetMapping
    Map<String, Object> status() {
        return view(decisions.status());
    }

    @PostMapping("/go-on-without")
    Map<String, Object> goOnWithout(@RequestBody NodeReason body, @AuthenticationPrincipal SignedIn me) {
        return view(decisions.dropNode(
                required("node", body.node()).strip(), required("reason", body.reason()), me.user()));
    }

    @PostMapping("/real")
    Map<String, Object> real(@RequestBody RecordReason body, @AuthenticationPrincipal SignedIn me) {
        return view(decisions.thisServerIsReal(required("reason", body.reason()), me.user()));
    }

    private static Map<String, Object> view(LedgerStatus status) {
        var view = new LinkedHashMap<String, Object>();
        view.put("whole", status.isComplete());
        view.put("comparing", status.comparing());
        view.put("copied", status.copied());
        view.put("why", status.why().orElse(null));
        view.put("since", status.since().map(Object::toString).orElse(null));
        view.put("missing", status.restored());
        view.put("awaited", status.awaited().stream().map(RecordApi::view).toList());
        return view;
    }

    private static Map<String, Object> view(LedgerStatus.AwaitedNode node) {
        return Map.of(
                "node", node.node(), "host", node.host(), "seen", node.seen().toString());
    }
}
