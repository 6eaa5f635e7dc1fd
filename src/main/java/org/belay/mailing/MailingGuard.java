package org.belay.mailing;

import java.util.Locale;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStore;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;

/** Finds the mailing of an act, and words why an act is refused. */
@Component
class MailingGuard {

    private final MailingStore store;

    MailingGuard(MailingStore store) {
        this.store = store;
    }

    /** @throws ObjectNotFound if there is none */
    MailingRow find(MailingId id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    /** Reads a mailing and locks its row until the transaction ends. */
    MailingRow lock(MailingId id) {
        return store.lock(id).orElseThrow(() -> notFound(id));
    }

    /**
     * The refusal of an act that the state of the mailing does not allow.
     *
     * @param act as in "was not scheduled"
     * @param rule which states allow it, and what to do
     */
    RequestRefused refusal(MailingId id, String act, String rule) {
        String state = find(id).state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new RequestRefused("%s was not %s: it is %s. %s".formatted(id, act, state, rule));
    }

    private static ObjectNotFound notFound(MailingId id) {
        return new ObjectNotFound("There is no mailing " + id + ".");
    }

    static void require(User by, Role role, String act) {
        if (!by.is(role)) {
            throw new RequestRefused("Only an %2$s can %1$s. You are not one."
                    .formatted(act, role.name().toLowerCase(Locale.ROOT)));
        }
    }
}
