package org.belay.access;

import java.time.Instant;

/**
 * Why the rights of an approver or administrator are not in force yet: one administrator alone made the link for the password, and may
 * have used it.
 *
 * @param linkOf who made the link
 * @param linkBy that administrator's address
 * @param until when the rights come in force by themselves
 */
public record Waiting(UserId linkOf, String linkBy, Instant until) {
    /** To stand after "not approved: ". */
    public String inWords(User person) {
        return ("the link for your password was made by %s, so your rights wait until another administrator confirms that the account"
                        + " is yours (belay user confirm %s), or until %s.")
                .formatted(linkBy, person.address(), until);
    }
}
