package org.belay.access;

/** What a person is trusted with. A person may have several. */
public enum Role {
    /** Writes, submits, stops and takes back. */
    AUTHOR,
    /** Approves what others wrote; stops and takes back anything. */
    APPROVER,
    /** Reads everything and checks the record. */
    AUDITOR,
    /** Looks after people, tokens and the relay. */
    ADMIN;

    /** The name under which Spring Security knows it. */
    public String authority() {
        return "ROLE_" + name();
    }
}
