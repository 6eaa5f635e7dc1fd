package org.belay.privacy;

import java.util.List;
import org.belay.mailing.model.MailingId;

/**
 * What the erasure of a person would remove, and what speaks against it.
 *
 * @param audiences number of audiences that list the person
 * @param recipients number of mailings that list the person
 * @param deliveries number of mails to them
 * @param reports number of bounce reports about them
 * @param suppressed whether they are on the suppression list
 * @param account whether they have an account, which stays
 * @param olderAuditRows number of audit rows of an earlier version, which have the address and can never be changed
 * @param open mailings that list them and have not ended
 * @param held mailings under legal hold that list them
 * @param owed mailings that they may have, and that can still be corrected: without their address, they get no correction
 */
public record ErasurePreview(
        long audiences,
        long recipients,
        long deliveries,
        long reports,
        boolean suppressed,
        boolean account,
        long olderAuditRows,
        List<MailingId> open,
        List<MailingId> held,
        List<MailingId> owed) {

    /** Whether nothing is stored that an erasure removes. */
    public boolean isEmpty() {
        return audiences + recipients + reports == 0 && !suppressed;
    }

    /** Whether it must wait. */
    public boolean isBlocked() {
        return !open.isEmpty() || !held.isEmpty();
    }
}
