package org.belay.api;

import static org.belay.api.Unreadable.wanted;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.delivery.RecordStanding;
import org.belay.mailing.RecordDecisions;
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
    private final RecordDecisions decisions;

    RecordApi(RecordDecisions decisions) {
        this.decisions = decisions;
    }

    record WithoutNode(String node, String reason) {}

    record Reason(String reason) {}

    @GetMapping
    Map<String, Object> standing() {
        return view(decisions.standing());
    }

    @PostMapping("/go-on-without")
    Map<String, Object> goOnWithout(@RequestBody WithoutNode body, @AuthenticationPrincipal SignedIn me) {
        return view(
                decisions.goOnWithout(wanted("node", body.node()).strip(), wanted("reason", body.reason()), me.user()));
    }

    @PostMapping("/real")
    Map<String, Object> real(@RequestBody Reason body, @AuthenticationPrincipal SignedIn me) {
        return view(decisions.thisServerIsReal(wanted("reason", body.reason()), me.user()));
    }

    private static Map<String, Object> view(RecordStanding standing) {
        var view = new LinkedHashMap<String, Object>();
        view.put("whole", standing.isWhole());
        view.put("comparing", standing.comparing());
        view.put("copied", standing.copied());
        view.put("why", standing.why().orElse(null));
        view.put("since", standing.since().map(Object::toString).orElse(null));
        view.put("missing", standing.restored());
        view.put("awaited", standing.awaited().stream().map(RecordApi::view).toList());
        return view;
    }

    private static Map<String, Object> view(RecordStanding.Awaited node) {
        return Map.of(
                "node", node.node(), "host", node.host(), "seen", node.seen().toString());
    }
}
