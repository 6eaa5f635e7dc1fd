package org.belay.delivery;

/**
 * A message cannot be encoded as a mail: the only internal failure that is caused by the message and so concerns its
 * recipient (docs/faults.md, P13).
 */
final class Unrenderable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unrenderable(String why) {
        super(why);
    }

    Unrenderable(Throwable why) {
        super(why.getMessage(), why);
    }
}
