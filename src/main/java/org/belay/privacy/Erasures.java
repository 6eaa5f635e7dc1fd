package org.belay.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.belay.access.RightsConfirmation;
import org.belay.access.User;
import org.belay.address.EmailAddress;
import org.belay.address.WrittenAddress;
import org.belay.audit.AuditLog;
import org.belay.audit.PersonKeys;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes the data of one person, in two steps: a preview, and the erasure of what it has shown. Counts, states and the audit log stay.
 *
 * <p>A person who may have a notice that was not corrected would not get its correction. Therefore the erasure waits until their mailings
 * have ended, and then needs a decision that names those that could still be corrected.
 */
@Component
@Transactional
public class Erasures {
    private final ErasureStore store;
    private final RightsConfirmation rights;
    private final PersonKeys keys;
    private final AuditLog audit;

    Erasures(ErasureStore store, RightsConfirmation rights, PersonKeys keys, AuditLog audit) {
        this.store = store;
        this.rights = rights;
        this.keys = keys;
        this.audit = audit;
    }

    /** @throws RequestRefused if {@code by} is not an administrator, or it is no address */
    @Transactional(readOnly = true)
    public ErasurePreview preview(String typed, User by) {
        rights.requireAdministrator(by, "erase the data of a person");
        return read(key(typed));
    }

    /**
     * Erases the data.
     *
     * @param withoutCorrection the mailings of {@link ErasurePreview#owed}, as shown: the person gets no correction of them any more
     * @throws RequestRefused if mailings have not ended or are under legal hold, if others than those could still be corrected, or if
     *     nothing is stored
     */
    public ErasurePreview erase(String typed, List<MailingId> withoutCorrection, User by) {
        rights.requireAdministrator(by, "erase the data of a person");
        String address = key(typed);
        store.lockMailings(address);
        ErasurePreview found = read(address);
        if (found.isEmpty()) {
            throw new RequestRefused(
                    "Belay has no data about " + address + " that can be erased. Nothing was changed.");
        }
        if (!found.open().isEmpty()) {
            throw new RequestRefused(
                    "Nothing was erased: " + names(found.open())
                            + " with this person has not ended. Put the person on the suppression list, and erase the data when it has ended.");
        }
        if (!found.held().isEmpty()) {
            throw new RequestRefused("Nothing was erased: " + names(found.held())
                    + " with this person is under legal hold. Release the hold first.");
        }
        if (!withoutCorrection.containsAll(found.owed())) {
            throw new RequestRefused("Nothing was erased: this person may have " + names(found.owed())
                    + ". If that is taken back later, they cannot get the correction without an address."
                    + " Confirm that for each of these mailings, or wait.");
        }
        store.removeFromAudiences(address);
        store.removeReplies(address);
        store.removeFromSnapshots(address);
        store.hashSuppression(address);
        var detail = new LinkedHashMap<String, String>();
        detail.put("audiences", Long.toString(found.audiences()));
        detail.put("mailings", Long.toString(found.recipients()));
        detail.put("mails", Long.toString(found.deliveries()));
        detail.put("reports", Long.toString(found.reports()));
        detail.put("without correction", names(found.owed()));
        audit.record(by.address(), "erase", keys.subject(address), detail);
        return found;
    }

    private ErasurePreview read(String address) {
        return new ErasurePreview(
                store.audiences(address),
                store.recipients(address),
                store.deliveries(address),
                store.reports(address),
                store.isSuppressed(address),
                store.hasAccount(address),
                store.auditRows(address),
                store.open(address),
                store.held(address),
                store.owed(address));
    }

    private static String names(List<MailingId> mailings) {
        return mailings.stream().map(MailingId::toString).collect(Collectors.joining(", "));
    }

    private static String key(String typed) {
        return WrittenAddress.find(typed.strip())
                .map(EmailAddress::key)
                .orElseThrow(() -> new RequestRefused("This is not an address. Nothing was changed."));
    }
}
