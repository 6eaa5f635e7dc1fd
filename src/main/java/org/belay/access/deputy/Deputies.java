package org.belay.access.deputy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.deputy.DeputyStore.DeputyRow;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names, ends and finds deputies of approvers. */
@Component
@Transactional
public class Deputies {
    private static final Duration LONGEST = Duration.ofDays(367);

    private final DeputyStore store;
    private final Users users;
    private final RightsConfirmation rights;
    private final AuditLog audit;

    Deputies(DeputyStore store, Users users, RightsConfirmation rights, AuditLog audit) {
        this.store = store;
        this.users = users;
        this.rights = rights;
        this.audit = audit;
    }

    /**
     * Names a deputy. An approver names their own; an administrator names one for any approver.
     *
     * @param until exclusive
     * @throws RequestRefused if one of both is no approver or has another deputyship at that time, or the time is not possible
     */
    public void name(User principal, User deputy, Instant from, Instant until, User by) {
        requireMayChange(principal, by);
        if (!until.isAfter(from)
                || until.isBefore(store.databaseTime())
                || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new RequestRefused(
                    "The last day must not be before the first day or in the past, and a deputy is named for at most a year. Nothing was changed.");
        }
        requireApprover(principal, "has no approvals to give");
        requireApprover(deputy, "cannot be a deputy, who needs the role approver");
        if (principal.isSamePersonAs(deputy)) {
            throw new RequestRefused("An approver cannot be their own deputy. Nothing was changed.");
        }
        store.lock();
        requireFree(principal, deputy, from, until);
        store.add(principal.id(), deputy.id(), from, until, by.id());
        audit.record(
                by.address(),
                "deputy",
                "user " + principal.address(),
                Map.of("deputy", deputy.address(), "from", from.toString(), "until", until.toString()));
    }

    private void requireMayChange(User principal, User by) {
        if (!principal.id().equals(by.id())) rights.requireAdministrator(by, "change the deputies of others");
    }

    private void requireApprover(User user, String problem) {
        Users.UserAccount account = users.account(user.id());
        if (!account.enabled() || !account.user().is(Role.APPROVER)) {
            throw new RequestRefused(user.address() + " " + problem + ". Nothing was changed.");
        }
    }

    /** Each person has one part at a time, so there is no chain of deputies. */
    private void requireFree(User principal, User deputy, Instant from, Instant until) {
        for (DeputyRow row : store.open()) {
            if (!row.overlaps(from, until)) continue;
            for (User one : List.of(principal, deputy)) {
                if (row.principal().equals(one.id()) || row.deputy().equals(one.id())) {
                    throw new RequestRefused(
                            "%s already %s at that time, and a deputy has no deputy. Nothing was changed. Choose other days or another person, or end the other one first."
                                    .formatted(
                                            one.address(),
                                            row.principal().equals(one.id())
                                                    ? "has the deputy "
                                                            + users.get(row.deputy())
                                                                    .address()
                                                    : "is the deputy of "
                                                            + users.get(row.principal())
                                                                    .address()));
                }
            }
        }
    }

    /** Ends one now, or before it begins. */
    public void end(long id, User by) {
        Deputyship ended = open().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> new ObjectNotFound(
                        "There is no deputy with the number " + id + ", or the time is over. Nothing was changed."));
        requireMayChange(ended.principal(), by);
        if (store.end(id)) {
            audit.record(
                    by.address(),
                    "deputy-end",
                    "user " + ended.principal().address(),
                    Map.of("deputy", ended.deputy().address()));
        }
    }

    /** Those that have not ended, the first to begin first. */
    @Transactional(readOnly = true)
    public List<Deputyship> open() {
        return store.open().stream().map(this::read).toList();
    }

    /** The approvers for whom a user acts now; not those who are disabled or no approvers any more. */
    @Transactional(readOnly = true)
    public List<Deputyship> actingFor(User deputy) {
        return store.open().stream()
                .filter(row -> row.active() && row.deputy().equals(deputy.id()))
                .filter(row -> {
                    Users.UserAccount principal = users.account(row.principal());
                    return principal.enabled() && principal.user().is(Role.APPROVER);
                })
                .map(this::read)
                .toList();
    }

    private Deputyship read(DeputyRow row) {
        return new Deputyship(row.id(), users.get(row.principal()), users.get(row.deputy()), row.from(), row.until());
    }
}
