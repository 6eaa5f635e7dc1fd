package org.belay.api;

import static org.belay.api.Unreadable.wanted;

import java.util.List;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.access.Token;
import org.belay.access.Tokens;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.platform.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens: those of the caller, or all for administrators. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokensApi {
    private final Tokens tokens;
    private final Users users;

    TokensApi(Tokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    /**
     * @param user address of the owner; must be the caller
     * @param only "bounces": the token may only hand in bounce messages
     * @param days lifetime in days; default 90, or 365 for bounces; at most 365
     */
    record NewToken(String name, Optional<String> user, Optional<String> only, Optional<Integer> days) {}

    record Issued(long id, String name, String owner, String secret) {}

    record InForce(List<Token> tokens) {}

    @GetMapping
    InForce list(@AuthenticationPrincipal SignedIn me) {
        return new InForce(tokens.visibleTo(me.user()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Issued create(@RequestBody NewToken wish, @AuthenticationPrincipal SignedIn me) {
        String name = wanted("name", wish.name());
        User owner = wish.user().map(this::person).orElse(me.user());
        Tokens.Issued issued = wish.only().isPresent()
                ? only(wish.only().get(), name, owner, me.user(), wish.days().orElse(Tokens.MOST_DAYS))
                : tokens.issue(name, owner, me.user(), wish.days().orElse(Tokens.DAYS));
        return new Issued(issued.id(), name, owner.address(), issued.secret());
    }

    private Tokens.Issued only(String what, String name, User owner, User by, int days) {
        if (!what.equals("bounces")) {
            throw new Unreadable(
                    "\"only\" is \"" + what + "\"; it can be \"bounces\", or be left out. No token was created.");
        }
        return tokens.issueForBounces(name, owner, by, days);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        tokens.revoke(id, me.user());
    }

    private User person(String address) {
        return users.byAddress(address)
                .orElseThrow(
                        () -> new NotFound("There is no user with the address " + address + ". No token was created."));
    }
}
