package org.belay.platform;

/** A value that cannot be used in any state: too long, or with characters that cannot be stored. */
public final class UnfitValue extends Refused {
    private static final long serialVersionUID = 1L;

    public UnfitValue(String message) {
        super(message);
    }
}
