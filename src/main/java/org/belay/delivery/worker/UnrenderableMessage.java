package org.belay.delivery.worker;

/**
 * A message cannot be encoded as a mail: the only internal failure that is caused by the message and so concerns its
 * recipient (docs/faults.md, P13).
 */
final class UnrenderableMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrenderableMessage(String why) {
        super(why);
    }

    UnrenderableMessage(Throwable why) {
        super(why.getMessage(), why);
    }
}
