package org.belay.web;

import org.belay.access.User;
import org.belay.delivery.RecordStanding;

/**
 * What the frame around every page shows.
 *
 * @param me who is signed in; null for nobody
 * @param roles theirs in words: "Author, approver"
 * @param sandbox whether nothing leaves this machine
 * @param mailbox whether there is a staff mailbox to look into
 * @param waiting how many mailings wait for this person
 * @param path of the page shown
 * @param record null while the database has everything that was sent
 * @param mayDecide whether this person may go on without a node, or say which server is real
 */
public record Frame(
        User me,
        String roles,
        boolean mayWrite,
        boolean sandbox,
        boolean mailbox,
        long waiting,
        String path,
        RecordStanding record,
        boolean mayDecide) {}
