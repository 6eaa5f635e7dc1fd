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
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Passwords passwords = new Passwords();

    OneTimeLinks(AccessStore store, Users users, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** The secret of a link for the first administrator: good for 24 hours and as long as there is nobody. */
    public String forFirstAdministrator() {
        Secret secret = Secret.random("");
        transaction.executeWithoutResult(status -> store.addLink(secret.sha256(), Optional.empty(), FIRST));
        return secret.text();
    }

    /** The secret of a link with which this person sets a password: good for three days; it replaces an older one. */
    public String forPassword(User person, User by) {
        if (!by.is(Role.ADMIN)) {
            throw new Refused("Only an administrator may make a link for a password. No link was made.");
        }
        Secret secret = Secret.random("");
        transaction.executeWithoutResult(status -> {
            store.closeLinks(person.id());
            store.addLink(secret.sha256(), Optional.of(person.id()), PASSWORD);
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
     * Sets a password; whoever was signed in as this person no longer is.
     *
     * @throws Refused if the link is spent or the password cannot be kept
     */
    public User setPassword(String secret, String password) {
        User owner = opensPassword(secret).orElseThrow(() -> new Refused(SPENT));
        String encoded = passwords.encode(password, owner.address());
        return transaction.execute(status -> {
            store.useLink(new Secret(secret).sha256()).orElseThrow(() -> new Refused(SPENT));
            store.setPassword(owner.id(), encoded);
            audit.record(owner.address(), "password-set", "user " + owner.address(), Map.of());
            return owner;
        });
    }
}
