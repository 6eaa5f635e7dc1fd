package org.belay.access;

/**
 * A user whose credentials were checked.
 *
 * @param epoch that the account had in the transaction of the check: a session with it ends if they were changed since
 */
public record CheckedUser(User user, int epoch) {}
