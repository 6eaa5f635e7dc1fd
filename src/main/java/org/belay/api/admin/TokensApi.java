package org.belay.api.admin;

import static org.belay.api.problem.UnusableRequest.required;

import java.util.List;
import java.util.Optional;
import org.belay.access.ApiToken;
import org.belay.access.ApiTokens;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.api.problem.UnusableRequest;
import org.belay.platform.ObjectNotFound;
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
    private final ApiTokens tokens;
    private final Users users;

    TokensApi(ApiTokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    /**
     * @param user address of the owner; must be the caller
     * @param only "bounces": the token may only hand in bounce messages; "scim": only push users and groups
     * @param days lifetime in days; default 90, or 365 if it has one use only; at most 365
     */
    record NewToken(String name, Optional<String> user, Optional<String> only, Optional<Integer> days) {}

    record CreatedToken(long id, String name, String owner, String secret) {}

    record ActiveTokens(List<ApiToken> tokens) {}

    @GetMapping
    ActiveTokens list(@AuthenticationPrincipal SignedIn me) {
        return new ActiveTokens(tokens.visibleTo(me.user()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedToken create(@RequestBody NewToken wish, @AuthenticationPrincipal SignedIn me) {
        String name = required("name", wish.name());
        User owner = wish.user().map(this::person).orElse(me.user());
        ApiTokens.IssuedToken issued = wish.only().isPresent()
                ? only(wish.only().get(), name, owner, me.user(), wish.days().orElse(ApiTokens.MOST_DAYS))
                : tokens.issue(name, owner, me.user(), wish.days().orElse(ApiTokens.DAYS));
        return new CreatedToken(issued.id(), name, owner.address(), issued.secret());
    }

    private ApiTokens.IssuedToken only(String what, String name, User owner, User by, int days) {
        return switch (what) {
            case "bounces" -> tokens.issueForBounces(name, owner, by, days);
            case "scim" -> tokens.issueForScim(name, owner, by, days);
            default ->
                throw new UnusableRequest("\"only\" is \"" + what
                        + "\"; it can be \"bounces\" or \"scim\", or be left out. No token was created.");
        };
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id, @AuthenticationPrincipal SignedIn me) {
        tokens.revoke(id, me.user());
    }

    private User person(String address) {
        return users.byAddress(address)
                .orElseThrow(() ->
                        new ObjectNotFound("There is no user with the address " + address + ". No token was created."));
    }
}
