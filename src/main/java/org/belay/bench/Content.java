package org.belay.bench;

/** What is sent: both are the shipped template of the seed story. */
enum Content {
    /** The notice has the person's name in it, so each is a message of its own. */
    PERSONAL("mandatory-app-removal"),
    /**
     * The same without the name. Only its correction is one message for many people, as it is of both: a notice has its reader's address
     * in To, and so is a message of its own.
     */
    SHARED("mandatory-app-removal-to-all");

    private final String template;

    Content(String template) {
        this.template = template;
    }

    String template() {
        return template;
    }
}
