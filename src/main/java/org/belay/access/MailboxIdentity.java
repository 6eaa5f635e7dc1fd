package org.belay.access;

import java.text.Normalizer;
import java.util.Locale;
import org.belay.address.IdnaDomain;

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
        String domain = IdnaDomain.mapCase(plain.substring(at + 1));
        int detail = local.indexOf('+');
        return (detail > 0 ? local.substring(0, detail) : local) + "@"
                + IdnaDomain.toAscii(domain).orElse(domain);
    }
}
