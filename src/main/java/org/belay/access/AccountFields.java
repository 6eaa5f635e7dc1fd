package org.belay.access;

import java.util.Locale;
import java.util.regex.Pattern;
import org.belay.platform.HiddenCharacter;
import org.belay.platform.RequestRefused;

/** Validates names and addresses of accounts: one line, limited length, no control characters. */
final class AccountFields {
    // Plain addresses only, a subset of RFC 5321: quoted local parts such as "a b"@example.org cannot sign in.
    private static final Pattern ADDRESS =
            Pattern.compile("[^@\\s\\p{Cntrl}<>\",;:]{1,64}@[^@\\s\\p{Cntrl}<>\",;:]{1,189}");

    private AccountFields() {}

    static String requireLine(String what, String text, int longest) {
        String words = text == null ? "" : text.strip();
        if (words.isEmpty()) {
            throw new RequestRefused(what + " is missing. Nothing was created.");
        }
        if (words.length() > longest) {
            throw new RequestRefused("%s has %d characters; at most %d are possible. Nothing was created."
                    .formatted(what, words.length(), longest));
        }
        HiddenCharacter.in(words).ifPresent(hidden -> {
            throw new RequestRefused(
                    what + " must be one line without control characters and others that cannot be seen (" + hidden
                            + "). Nothing was created.");
        });
        return words;
    }

    static String requireAddress(String text) {
        String address = requireLine("The e-mail address", text, 254);
        if (!ADDRESS.matcher(address).matches()) {
            throw new RequestRefused("\"%s\" is not an e-mail address such as nora@example.org. Nothing was created."
                    .formatted(address));
        }
        int at = address.indexOf('@');
        return address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
    }
}
