package org.belay.web.signin;

import org.belay.platform.Refused;

/** A password that cannot be seen while it is typed is typed twice. */
final class TwicePassword {
    private TwicePassword() {}

    static String same(String password, String again) {
        if (password == null || !password.equals(again)) {
            throw new Refused("The two passwords are not the same. Nothing was saved; type both again.");
        }
        return password;
    }
}
