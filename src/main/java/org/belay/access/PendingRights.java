package org.belay.access;

import java.time.Instant;

/**
 * Rights of an approver or administrator that are not in effect yet, because one administrator made the password link and may have used
 * it.
 *
 * @param linkOf administrator who made the link
 * @param linkBy that administrator's address
 * @param until time at which the rights take effect without confirmation
 */
public record PendingRights(UserId linkMaker, String linkMakerAddress, Instant until) {
    /** Explanation that continues a sentence: "Not approved: …". */
    public String explanation(User person) {
        return ("the link for your password was made by %s, so your rights wait until another administrator confirms that the account"
                        + " is yours (belay user confirm %s), or until %s.")
                .formatted(linkMakerAddress, person.address(), until);
    }
}
