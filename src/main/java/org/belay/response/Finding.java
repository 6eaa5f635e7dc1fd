package org.belay.response;

/** What Belay made of what a message says of one recipient. Only the first changes what a delivery is called. */
public enum Finding {
    BOUNCED("bounced: the delivery is marked so"),
    RECORDED("recorded: nothing was given up"),
    NOT_OURS("not about a mail of Belay's: it bears no seal"),
    FORGED("not believed: the seal it bears is not Belay's"),
    NOT_SENT_TO("about somebody to whom the mail that it names did not go"),
    NOT_A_REPORT("not a report on mail that was sent"),
    UNREADABLE("cannot be read as a mail");

    private final String words;

    Finding(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether it is laid to a delivery. */
    public boolean ours() {
        return this == BOUNCED || this == RECORDED;
    }
}
