package org.belay.smtp;

import java.io.IOException;

/**
 * The relay sent something that cannot be a reply to the command; later replies cannot be attributed to commands any
 * more.
 */
final class OutOfStep extends IOException {
    private static final long serialVersionUID = 1;

    OutOfStep(String why) {
        super(why);
    }
}
