package org.belay.response;

/** The kind of a message received at the bounce address. */
public enum ReportKind {
    /** A delivery status notification (RFC 3464), or a bounce in prose. */
    BOUNCE("a delivery report"),
    /** An automatic reply on behalf of a person, such as an out-of-office reply (RFC 3834). */
    AUTO_REPLY("an automatic reply"),
    /** A message disposition notification: a mail was displayed or deleted (RFC 8098). */
    RECEIPT("a receipt"),
    /** A complaint that a reader reported as spam (RFC 5965). */
    FEEDBACK("a complaint about a mail"),
    /** Any other mail, perhaps from a person. */
    MAIL("a mail, not a report"),
    /** Bytes that are no mail. */
    UNREADABLE("something that cannot be parsed as a mail");

    private final String words;

    ReportKind(String words) {
        this.words = words;
    }

    /** Description with its article: "a delivery report". */
    public String words() {
        return words;
    }
}
