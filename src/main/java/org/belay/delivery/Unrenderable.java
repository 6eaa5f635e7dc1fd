package org.belay.delivery;

/** A message cannot be written as a mail: the only failure of ours that is the fault of the message, and so of its person (FAULTS P13). */
final class Unrenderable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unrenderable(String why) {
        super(why);
    }

    Unrenderable(Throwable why) {
        super(why.getMessage(), why);
    }
}
