package org.belay.access;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Finds accounts that belong to one person, because their addresses lead to one mailbox. Addresses that differ only in case, Unicode form,
 * the ASCII form of the domain or a {@code +detail} (RFC 5233) are taken as one mailbox.
 */
final class MailboxIdentity {
    private MailboxIdentity() {}

    static String key(String address) {
        String plain = Normalizer.normalize(address, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = plain.lastIndexOf('@');
        if (at < 0) return plain;
        String local = plain.substring(0, at);
        int detail = local.indexOf('+');
        return (detail > 0 ? local.substring(0, detail) : local) + "@" + ascii(plain.substring(at + 1));
    }

    /** By IDNA2003, which takes more names as one than IDNA2008: {@code straße.example} is {@code strasse.example}. That is the safe side here. */
    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException noDomain) {
            return domain;
        }
    }
}
