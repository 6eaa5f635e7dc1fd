package org.belay.web.signin;

import org.belay.platform.Refused;
import org.belay.web.text.Messages;

/** Checks that both inputs of a new password are the same. */
final class TwicePassword {
    private TwicePassword() {}

    static String same(String password, String again, Messages messages) {
        if (password == null || !password.equals(again)) {
            throw new Refused(messages.text("new-password.differ"));
        }
        return password;
    }
}
