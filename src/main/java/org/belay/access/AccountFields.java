package org.belay.access;

import java.util.Locale;
import org.belay.address.EmailAddress;
import org.belay.platform.RequestRefused;
import org.belay.platform.text.HiddenCharacter;

/** Validates names and addresses of accounts: one line, limited length, no control characters. */
final class AccountFields {
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
        String line = requireLine("The e-mail address", text, EmailAddress.MAX_OCTETS);
        EmailAddress address = EmailAddress.find(line)
                .filter(one -> !one.isQuoted()) // a quoted local part is a mistake in typing
                .orElseThrow(() -> new RequestRefused(
                        "\"%s\" is not an e-mail address such as nora@example.org. Nothing was created."
                                .formatted(line)));
        return address.localPart() + "@" + address.domain().toLowerCase(Locale.ROOT);
    }
}
