package org.belay.response;

/** What sort of mail came back. */
public enum Kind {
    /** Says of one recipient or several what became of a mail: a report (RFC 3464), or a server's letter that says the same. */
    BOUNCE("a report on mail that was sent"),
    /** Written by a machine on behalf of a person: out of office, a confirmation (RFC 3834). */
    AUTO_REPLY("an automatic reply"),
    /** That a mail was displayed or deleted (RFC 8098). */
    RECEIPT("a receipt"),
    /** A complaint that somebody made with a button (RFC 5965). */
    FEEDBACK("a complaint about a mail"),
    /** Everything else; perhaps from a person. */
    MAIL("a mail, not a report"),
    /** Not a message at all. */
    UNREADABLE("something that cannot be read as a mail");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** With its article: "a report on mail that was sent". */
    public String words() {
        return words;
    }
}
