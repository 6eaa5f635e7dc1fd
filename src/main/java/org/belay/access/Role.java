package org.belay.access;

/** A role of a user. A user may have several. */
public enum Role {
    /** Writes and submits mailings; stops any mailing; resumes and takes back those of which it is a writer. */
    AUTHOR,
    /** Approves mailings that others wrote; stops, resumes and takes back any mailing. */
    APPROVER,
    /** Reads everything and verifies the audit record. */
    AUDITOR,
    /** Manages users, tokens and the relay. */
    ADMIN;

    /** Name of the role in Spring Security. */
    public String authority() {
        return "ROLE_" + name();
    }
}
