package org.belay.smtp.wire;

import java.io.IOException;

/**
 * The relay sent something that cannot be a reply to the command; later replies cannot be attributed to commands any
 * more.
 */
public final class ReplyOutOfSync extends IOException {
    private static final long serialVersionUID = 1;

    public ReplyOutOfSync(String why) {
        super(why);
    }
}
