package org.belay.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.audit.Audit;
import org.belay.platform.Refused;
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
public class Leavers {
    public static final int LONGEST_REASON = 200;

    private final LeaverStore store;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Leavers(LeaverStore store, Audit audit, ApplicationEventPublisher events) {
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Adds a person. An existing entry keeps its reason.
     *
     * @throws Refused if the address is invalid, or the reason is missing, too long or not one line
     */
    public Leaver leave(String address, String reason, User by) {
        String key = key(address);
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(
                    key + " was not added to the suppression list: give a reason in one line of up to " + LONGEST_REASON
                            + " characters, for example \"left on 30 November\". It is shown wherever the person is left out.");
        }
        if (store.add(key, why, by)) {
            audit.record(by.address(), "leave", subject(key), Map.of("reason", why));
            events.publishEvent(new PersonLeft(store.find(key).orElseThrow()));
        }
        return store.find(key).orElseThrow();
    }

    /**
     * Removes a person: notices that start from now on are sent to them again. Mailings that have left them out do not change.
     *
     * @throws Refused if the person is not on the list
     */
    public void comeBack(String address, User by) {
        String key = key(address);
        if (!store.remove(key)) {
            throw new Refused(key + " is not on the suppression list. Nothing was changed.");
        }
        audit.record(by.address(), "come-back", subject(key), Map.of());
    }

    /** The entry of an address; empty if there is none or the address is invalid. */
    @Transactional(readOnly = true)
    public Optional<Leaver> of(String address) {
        try {
            return store.find(Address.key(Address.normalise(address.strip())));
        } catch (Address.NotAnAddress e) {
            return Optional.empty();
        }
    }

    /** The latest entries first, up to {@code limit}. */
    @Transactional(readOnly = true)
    public List<Leaver> list(int limit) {
        return store.list(limit);
    }

    /** Number of people of a snapshot who are on the list now. */
    @Transactional(readOnly = true)
    public long among(SnapshotId snapshot) {
        return store.among(snapshot);
    }

    /** The subject of audit records about a person. */
    public static String subject(String address) {
        return "person " + Address.key(address);
    }

    private static String key(String address) {
        try {
            return Address.key(Address.normalise(address.strip()));
        } catch (Address.NotAnAddress e) {
            throw new Refused("\"" + Shown.value(address) + "\" " + e.getMessage() + ". Nothing was changed.");
        }
    }
}
