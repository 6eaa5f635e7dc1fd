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
 * Who gets no notices any more, whatever audience they stand in. From the commit on no notice leaves for them that is not already on the
 * wire; whoever has a notice still gets its correction.
 *
 * <p>An import puts nobody here: a list may be a part of the staff, and who is missing in it has not left.
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
     * Notes that somebody has left. Who is on the list already stays there with the first reason.
     *
     * @throws Refused where it is no address, or the reason is missing or longer than a line
     */
    public Leaver leave(String address, String reason, User by) {
        String key = key(address);
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(
                    key + " was not put on the list of leavers: say why in one line of up to " + LONGEST_REASON
                            + " characters, as \"left on 30 November\". It is shown wherever they are left out.");
        }
        if (store.add(key, why, by)) {
            audit.record(by.address(), "leave", subject(key), Map.of("reason", why));
            events.publishEvent(new PersonLeft(store.find(key).orElseThrow()));
        }
        return store.find(key).orElseThrow();
    }

    /**
     * Takes somebody off the list: they get notices again that start from now on. Mailings that have left them out stay as they are.
     *
     * @throws Refused where they are not on it
     */
    public void comeBack(String address, User by) {
        String key = key(address);
        if (!store.remove(key)) {
            throw new Refused(key + " is not on the list of leavers. Nothing was changed.");
        }
        audit.record(by.address(), "come-back", subject(key), Map.of());
    }

    /** What is no address has never left. */
    @Transactional(readOnly = true)
    public Optional<Leaver> of(String address) {
        try {
            return store.find(Address.key(Address.normalise(address.strip())));
        } catch (Address.NotAnAddress e) {
            return Optional.empty();
        }
    }

    /** The latest first, up to {@code limit}. */
    @Transactional(readOnly = true)
    public List<Leaver> list(int limit) {
        return store.list(limit);
    }

    /** How many of a snapshot are on the list now. */
    @Transactional(readOnly = true)
    public long among(SnapshotId snapshot) {
        return store.among(snapshot);
    }

    /** What the audit record calls a person. */
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
