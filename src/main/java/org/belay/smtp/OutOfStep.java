package org.belay.smtp;

import java.io.IOException;

/** The relay said what cannot be an answer to what we asked; nothing it says after that can be attributed. */
final class OutOfStep extends IOException {
    private static final long serialVersionUID = 1;

    OutOfStep(String why) {
        super(why);
    }
}
