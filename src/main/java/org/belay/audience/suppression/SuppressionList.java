package org.belay.audience.suppression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.team.AllTeams;
import org.belay.address.EmailAddress;
import org.belay.address.EmailAddress.InvalidAddress;
import org.belay.address.WrittenAddress;
import org.belay.audience.SnapshotId;
import org.belay.audience.person.PrintableValue;
import org.belay.audit.AuditLog;
import org.belay.audit.PersonKeys;
import org.belay.platform.RequestRefused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The suppression list: people who get no notices any more, whatever audience lists them. After the commit, no notice is sent to them unless
 * its transmission has already begun. Corrections of notices that they have received are still sent.
 *
 * <p>Imports do not change the list: a file may contain only part of the staff, so a missing person has not necessarily left.
 */
@Component
@Transactional
public class SuppressionList {
    public static final int LONGEST_REASON = 200;

    private final SuppressionStore store;
    private final AllTeams allTeams;
    private final AuditLog audit;
    private final PersonKeys keys;
    private final ApplicationEventPublisher events;

    SuppressionList(
            SuppressionStore store,
            AllTeams allTeams,
            AuditLog audit,
            PersonKeys keys,
            ApplicationEventPublisher events) {
        this.allTeams = allTeams;
        this.keys = keys;
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Adds a person. An existing entry keeps its reason.
     *
     * @throws RequestRefused if the address is invalid, or the reason is missing, too long or not one line
     */
    public SuppressionEntry suppress(String address, String reason, User by) {
        String key = key(address);
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.chars().anyMatch(Character::isISOControl)) {
            throw new RequestRefused(
                    key + " was not added to the suppression list: give a reason in one line of up to " + LONGEST_REASON
                            + " characters, for example \"left on 30 November\". It is shown wherever the person is left out.");
        }
        if (store.add(key, why, by)) {
            audit.record(by.address(), "leave", keys.subject(key), Map.of("reason", why));
            // mailings of all teams leave the person out
            allTeams.run(() ->
                    events.publishEvent(new PersonSuppressed(store.find(key).orElseThrow())));
        }
        return store.find(key).orElseThrow();
    }

    /**
     * Removes a person: notices that start from now on are sent to them again. Mailings that have left them out do not change.
     *
     * @throws RequestRefused if the person is not on the list
     */
    public void unsuppress(String address, User by) {
        String key = key(address);
        if (!store.remove(key)) {
            throw new RequestRefused(key + " is not on the suppression list. Nothing was changed.");
        }
        audit.record(by.address(), "come-back", keys.subject(key), Map.of());
    }

    /** The entry of an address; empty if there is none or the address is invalid. */
    @Transactional(readOnly = true)
    public Optional<SuppressionEntry> find(String address) {
        return WrittenAddress.find(address.strip()).map(EmailAddress::key).flatMap(store::find);
    }

    /** The latest entries first, up to {@code limit}. */
    @Transactional(readOnly = true)
    public List<SuppressionEntry> list(int limit) {
        return store.list(limit);
    }

    /** Number of people of a snapshot who are on the list now. */
    @Transactional(readOnly = true)
    public long countIn(SnapshotId snapshot) {
        return store.countIn(snapshot);
    }

    private static String key(String address) {
        try {
            return WrittenAddress.parse(address.strip()).key();
        } catch (InvalidAddress e) {
            throw new RequestRefused(
                    "\"" + PrintableValue.value(address) + "\" " + e.getMessage() + ". Nothing was changed.");
        }
    }
}
