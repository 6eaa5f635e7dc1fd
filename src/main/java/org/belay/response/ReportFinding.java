package org.belay.response;

/** How a report about one recipient was matched to deliveries. Only BOUNCED changes the state that a delivery is shown with. */
public enum ReportFinding {
    BOUNCED("bounced: the delivery is marked as bounced"),
    RECORDED("recorded: the mail has not failed"),
    NOT_OURS("not about a mail of Belay: it has no signature of Belay"),
    FORGED("not accepted: its signature is not from Belay"),
    NOT_SENT_TO("about a person who was not a recipient of the mail that it names"),
    NOT_A_REPORT("not a delivery report"),
    UNREADABLE("cannot be parsed as a mail");

    private final String words;

    ReportFinding(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether the report was matched to a delivery. */
    public boolean isOurs() {
        return this == BOUNCED || this == RECORDED;
    }
}
