package org.belay.web;

import org.belay.access.User;

/**
 * What the frame around every page shows.
 *
 * @param me who is signed in; null for nobody
 * @param roles theirs in words: "Author, approver"
 * @param sandbox whether nothing leaves this machine
 * @param mailbox whether there is a staff mailbox to look into
 * @param waiting how many mailings wait for this person
 * @param path of the page shown
 */
public record Frame(
        User me, String roles, boolean mayWrite, boolean sandbox, boolean mailbox, long waiting, String path) {}
