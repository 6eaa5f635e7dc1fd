package org.belay.message;

/**
 * A name and an address as they stand in a header (RFC 5322 3.4).
 *
 * @param name what people read, any characters; empty for the bare address
 * @param address 7-bit; an international domain stands here in its {@code xn--} form
 * @throws IllegalArgumentException where the address cannot stand in a header
 */
public record Mailbox(String name, String address) {
    public Mailbox {
        AddressSyntax.require(address);
        if (!AddressSyntax.isAscii(address)) {
            throw new IllegalArgumentException(
                    "The address \"" + address + "\" has characters outside ASCII; it can receive mail, not send it.");
        }
    }
}
