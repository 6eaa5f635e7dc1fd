package org.belay.api;

import org.belay.access.SignedIn;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The owner of the token. */
@RestController
class MeApi {
    @GetMapping("/api/v1/me")
    PersonView me(@AuthenticationPrincipal SignedIn me) {
        return PersonView.of(me.user());
    }
}
