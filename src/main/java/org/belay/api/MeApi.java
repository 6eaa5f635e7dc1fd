package org.belay.api;

import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.access.factor.SecondFactors;
import org.belay.access.link.LinkNotices;
import org.belay.api.view.UserView;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The owner of the token. */
@RestController
class MeApi {
    private final LinkNotices links;
    private final SecondFactors factors;

    MeApi(LinkNotices links, SecondFactors factors) {
        this.factors = factors;
        this.links = links;
    }

    @GetMapping("/api/v1/me")
    UserView me(@AuthenticationPrincipal SignedIn me) {
        return UserView.of(me.user());
    }

    /** Links for passwords, and removed second factors, by an administrator lately for this person; for an administrator, for anyone. */
    @GetMapping("/api/v1/me/password-links")
    Map<String, Object> links(@AuthenticationPrincipal SignedIn me) {
        var made = links.forReader(me.user());
        var resets = factors.noticesFor(me.user());
        return Map.of(
                "links", made.latest(),
                "moreLinks", made.more(),
                "secondFactorResets", resets.latest(),
                "moreSecondFactorResets", resets.more());
    }
}
