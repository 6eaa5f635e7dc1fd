package org.belay.platform;

/** A value that nothing can be done with, whatever the state of things: too long, or with characters that cannot be kept. */
public final class UnfitValue extends Refused {
    private static final long serialVersionUID = 1L;

    public UnfitValue(String message) {
        super(message);
    }
}
