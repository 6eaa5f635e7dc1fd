package org.belay.message;

import org.belay.address.EmailAddress;

/**
 * A mailbox in a header: display name and address (RFC 5322 3.4).
 *
 * @param name display name, any characters; empty for the address alone
 * @param address ASCII only; an internationalized domain in its {@code xn--} form
 * @throws IllegalArgumentException if the address is not ASCII
 */
public record NamedAddress(String name, EmailAddress address) {
    public NamedAddress {
        if (address.needsUtf8()) {
            throw new IllegalArgumentException("The address \"" + address
                    + "\" has characters outside ASCII. It can receive mail, but it cannot be a sender.");
        }
    }
}
