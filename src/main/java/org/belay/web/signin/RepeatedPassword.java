package org.belay.web.signin;

import org.belay.platform.RequestRefused;
import org.belay.web.text.Messages;

/** Checks that both inputs of a new password are the same. */
final class RepeatedPassword {
    private RepeatedPassword() {}

    static String same(String password, String again, Messages messages) {
        if (password == null || !password.equals(again)) {
            throw new RequestRefused(messages.text("new-password.differ"));
        }
        return password;
    }
}
