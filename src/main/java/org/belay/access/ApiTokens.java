package org.belay.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.access.secret.RandomSecret;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * API tokens: each lets a program act in one person's name until its end. It ends earlier when it is revoked, the person is disabled,
 * or the person's password is set anew.
 */
@Component
public class ApiTokens {
    /** Default validity in days. */
    public static final int DAYS = 90;

    public static final int MOST_DAYS = 365;
    private static final String PREFIX = "belay_";

    /** The stored hash covers the prefix, so a token for one use cannot be changed into one with more rights. */
    private static final String FOR_BOUNCES = PREFIX + "bounces_";

    private static final String FOR_SCIM = PREFIX + "scim_";

    private final AccountStore accounts;
    private final ApiTokenStore tokens;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    ApiTokens(AccountStore accounts, ApiTokenStore tokens, AuditLog audit, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param secret {@code belay_…}; it cannot be shown again */
    public record IssuedToken(long id, String secret) {
        @Override
        public String toString() {
            return "Issued[id=" + id + "]";
        }
    }

    /**
     * @param name purpose, to recognise the token when it has to be revoked
     * @throws RequestRefused if {@code by} is not the owner: a token acts as its owner, so only the owner may have it
     */
    public IssuedToken issue(String name, User owner, User by) {
        return issue(name, owner, by, DAYS);
    }

    /** @param days validity, from 1 to {@value #MOST_DAYS} */
    public IssuedToken issue(String name, User owner, User by, int days) {
        return issue(PREFIX, name, owner, by, days);
    }

    /**
     * Creates a token that can only submit bounces, for mail systems, whose configuration other people may read.
     *
     * @throws RequestRefused if the owner is not an administrator
     */
    public IssuedToken issueForBounces(String name, User owner, User by, int days) {
        if (!owner.is(Role.ADMIN)) {
            throw new RequestRefused("A token for bounces acts in the name of an administrator, and " + owner.address()
                    + " is none. No token was created.");
        }
        return issue(FOR_BOUNCES, name, owner, by, days);
    }

    /**
     * Creates a token with which an identity provider can only push users and groups (SCIM).
     *
     * @throws RequestRefused if the owner is not an administrator
     */
    public IssuedToken issueForScim(String name, User owner, User by, int days) {
        if (!owner.is(Role.ADMIN)) {
            throw new RequestRefused("A token for SCIM acts in the name of an administrator, and " + owner.address()
                    + " is none. No token was created.");
        }
        return issue(FOR_SCIM, name, owner, by, days);
    }

    /** Whether this secret, if it is valid, can only push users and groups. */
    public static boolean isForScim(String secret) {
        return secret.startsWith(FOR_SCIM);
    }

    /** Whether this secret, if it is valid, can only submit bounces. */
    public static boolean isForBounces(String secret) {
        return secret.startsWith(FOR_BOUNCES);
    }

    private IssuedToken issue(String prefix, String name, User owner, User by, int days) {
        if (!owner.id().equals(by.id())) {
            throw new RequestRefused("A token acts in its owner's name, so only " + owner.address()
                    + " can create one. No token was created.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new RequestRefused(
                    "A token is good for 1 to " + MOST_DAYS + " days, not " + days + ". No token was created.");
        }
        String words = AccountFields.requireLine("A token's name", name, 100);
        return transaction.execute(status -> {
            RandomSecret secret = RandomSecret.random(prefix);
            long id = tokens.addToken(owner.id(), words, secret.sha256(), days);
            audit.record(
                    by.address(), "token-create", "user " + owner.address(), detail(id, words, days, secret.text()));
            return new IssuedToken(id, secret.text());
        });
    }

    private static Map<String, String> detail(long id, String name, int days, String secret) {
        var detail = new TreeMap<>(Map.of("token", Long.toString(id), "name", name, "days", "" + days));
        if (isForBounces(secret)) detail.put("only", "bounces");
        if (isForScim(secret)) detail.put("only", "scim");
        return detail;
    }

    /** @param words names the token in the audit record: {@code 12, laptop} */
    public record TokenUser(SignedIn caller, String words) {}

    /** User in whose name this token acts; empty if it is unknown, revoked or expired, or its owner is disabled. */
    public Optional<TokenUser> use(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return tokens.useToken(new RandomSecret(secret).sha256())
                .flatMap(token -> accounts.person(token.owner())
                        .filter(person -> !person.disabled())
                        .map(person -> new TokenUser(
                                new SignedIn(person.user(), person.epoch(), Instant.EPOCH, 0),
                                token.id() + ", " + token.name())));
    }

    /** As {@link #use}, without the token's name. */
    public Optional<SignedIn> owner(String secret) {
        return use(secret).map(TokenUser::caller);
    }

    /** All tokens for an administrator, their own for other users. */
    public List<ApiToken> visibleTo(User user) {
        return tokens.tokens().stream()
                .filter(token -> user.is(Role.ADMIN) || token.owner().equals(user.address()))
                .toList();
    }

    /** @throws ObjectNotFound if there is no such token or {@code by} may not revoke it */
    public void revoke(long id, User by) {
        transaction.executeWithoutResult(status -> {
            ApiToken token = visibleTo(by).stream()
                    .filter(one -> one.id() == id)
                    .findFirst()
                    .filter(one -> tokens.revoke(id))
                    .orElseThrow(() -> new ObjectNotFound(
                            "There is no valid token " + id + " that you may revoke. Nothing was changed."));
            audit.record(
                    by.address(),
                    "token-revoke",
                    "user " + token.owner(),
                    Map.of("token", Long.toString(id), "name", token.name()));
        });
    }
}
