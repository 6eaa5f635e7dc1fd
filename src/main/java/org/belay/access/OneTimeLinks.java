package org.belay.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audit.Audit;
import org.belay.platform.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Links that let one person set a password, once. Looking at a link does not use it up: mail scanners look at everything. */
@Component
public class OneTimeLinks {
    private static final Duration FIRST = Duration.ofHours(24);
    private static final Duration PASSWORD = Duration.ofDays(3);
    private static final String SPENT =
            "This link was used already, is too old, or was replaced by a newer one. Nothing was saved; ask for a new one.";

    private final AccessStore store;
    private final Users users;
    private final ConfirmedRights rights;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Passwords passwords = new Passwords();

    OneTimeLinks(AccessStore store, Users users, ConfirmedRights rights, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** The secret of a link for the first administrator: good for 24 hours and as long as there is nobody. */
    public String forFirstAdministrator() {
        Secret secret = Secret.random("");
        transaction.executeWithoutResult(
                status -> store.addLink(secret.sha256(), Optional.empty(), Optional.empty(), FIRST));
        return secret.text();
    }

    /** The secret of a link with which this person sets a password: good for three days; it replaces an older one. */
    public String forPassword(User person, User by) {
        rights.mustBeAdministrator(by, "make a link for a password");
        Secret secret = Secret.random("");
        transaction.executeWithoutResult(status -> {
            store.closeLinks(person.id());
            store.addLink(secret.sha256(), Optional.of(person.id()), Optional.of(by.id()), PASSWORD);
            audit.record(by.address(), "link-create", "user " + person.address(), Map.of());
        });
        return secret.text();
    }

    /** Whether this opens the page of the first administrator. */
    public boolean opensFirst(String secret) {
        return !store.hasPeople()
                && store.openLink(new Secret(secret).sha256())
                        .filter(link -> link.person().isEmpty())
                        .isPresent();
    }

    /** Whose password this sets. */
    public Optional<User> opensPassword(String secret) {
        return store.openLink(new Secret(secret).sha256())
                .flatMap(AccessStore.Link::person)
                .flatMap(store::person)
                .filter(person -> !person.disabled())
                .map(AccessStore.Person::user);
    }

    /**
     * Creates the first administrator.
     *
     * @throws Refused if the link is spent, there is somebody already, or a word or the password cannot be kept
     */
    public User first(String secret, String name, String address, String password) {
        String encoded = passwords.encode(password, address);
        return transaction.execute(status -> {
            store.lockPeople();
            if (store.hasPeople() || store.useLink(new Secret(secret).sha256()).isEmpty()) {
                throw new Refused(SPENT);
            }
            User first = users.enrol(name, address, Set.of(Role.ADMIN), "belay");
            store.setPassword(first.id(), encoded);
            return first;
        });
    }

    /**
     * Sets a password. Sessions and tokens of this person end, unless it is the first password; what an approver may do then waits for
     * another administrator ({@link ConfirmedRights}).
     *
     * @throws Refused if the link is spent or the password cannot be kept
     */
    public User setPassword(String secret, String password) {
        User owner = opensPassword(secret).orElseThrow(() -> new Refused(SPENT));
        String encoded = passwords.encode(password, owner.address());
        return transaction.execute(status -> {
            AccessStore.Link link = store.useLink(new Secret(secret).sha256()).orElseThrow(() -> new Refused(SPENT));
            AccessStore.Person before = store.person(owner.id()).orElseThrow();
            store.setPassword(owner.id(), encoded);
            int tokens = before.password().isPresent() ? store.revokeAll(owner.id()) : 0;
            rights.passwordSet(before, link.madeBy());
            audit.record(
                    owner.address(),
                    "password-set",
                    "user " + owner.address(),
                    Map.of("with", "a link", "tokens ended", Integer.toString(tokens)));
            return owner;
        });
    }
}
