package org.belay.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audit.Audit;
import org.belay.platform.NotFound;
import org.belay.platform.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** API tokens: each lets a program act in one person's name until it is revoked or the person is disabled. */
@Component
public class Tokens {
    private static final String PREFIX = "belay_";

    /** The prefix is part of what the secret's fingerprint is made of, so none of them can be turned into one that opens more. */
    private static final String FOR_BOUNCES = PREFIX + "bounces_";

    private final AccessStore store;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Tokens(AccessStore store, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param secret {@code belay_…}; it cannot be shown again */
    public record Issued(long id, String secret) {
        @Override
        public String toString() {
            return "Issued[id=" + id + "]";
        }
    }

    /**
     * @param name what it is for, so that one knows later which to revoke
     * @throws Refused if it is somebody else's and {@code by} is no administrator
     */
    public Issued issue(String name, User owner, User by) {
        return issue(PREFIX, name, owner, by);
    }

    /**
     * One that can do nothing but hand in what came back: for a mail system, which keeps it where others may read it.
     *
     * @throws Refused if its owner is no administrator
     */
    public Issued issueForBounces(String name, User owner, User by) {
        if (!owner.is(Role.ADMIN)) {
            throw new Refused("A token for bounces acts in the name of an administrator, and " + owner.address()
                    + " is none. No token was created.");
        }
        return issue(FOR_BOUNCES, name, owner, by);
    }

    /** Whether a token, if it is one, was made for handing in bounces alone. */
    public static boolean isForBounces(String secret) {
        return secret.startsWith(FOR_BOUNCES);
    }

    private Issued issue(String prefix, String name, User owner, User by) {
        if (!owner.id().equals(by.id()) && !by.is(Role.ADMIN)) {
            throw new Refused("Only an administrator may create a token for somebody else. No token was created.");
        }
        String words = Words.line("A token's name", name, 100);
        return transaction.execute(status -> {
            Secret secret = Secret.random(prefix);
            long id = store.addToken(owner.id(), words, secret.sha256());
            audit.record(
                    by.address(),
                    "token-create",
                    "user " + owner.address(),
                    isForBounces(secret.text())
                            ? Map.of("token", Long.toString(id), "name", words, "only", "bounces")
                            : Map.of("token", Long.toString(id), "name", words));
            return new Issued(id, secret.text());
        });
    }

    /** Who acts with this token; empty when it is unknown, revoked, or its owner is disabled. */
    public Optional<SignedIn> owner(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return store.ownerOfToken(new Secret(secret).sha256())
                .flatMap(store::person)
                .filter(person -> !person.disabled())
                .map(person -> new SignedIn(person.user(), person.epoch(), Instant.EPOCH));
    }

    /** An administrator sees all, everybody else their own. */
    public List<Token> visibleTo(User user) {
        return store.tokens().stream()
                .filter(token -> user.is(Role.ADMIN) || token.owner().equals(user.address()))
                .toList();
    }

    /** @throws NotFound if there is no such token, or it is not theirs to revoke */
    public void revoke(long id, User by) {
        transaction.executeWithoutResult(status -> {
            Token token = visibleTo(by).stream()
                    .filter(one -> one.id() == id)
                    .findFirst()
                    .filter(one -> store.revoke(id))
                    .orElseThrow(() -> new NotFound(
                            "There is no token " + id + " in force that you may revoke. Nothing was changed."));
            audit.record(
                    by.address(),
                    "token-revoke",
                    "user " + token.owner(),
                    Map.of("token", Long.toString(id), "name", token.name()));
        });
    }
}
