package org.belay.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where Belay reads the mail of the bounce address by itself, besides a pipe and requests.
 *
 * @param imap a mailbox on an IMAP server
 * @param maildir a Maildir folder that a mail system of this machine delivers to
 * @param lmtpPort port on this machine where a mail system hands in mail by LMTP (RFC 2033)
 */
public record BounceSettings(Optional<ImapSettings> imap, Optional<Path> maildir, OptionalInt lmtpPort) {

    /**
     * A mailbox.
     *
     * @param oauth how to get an access token, instead of a password
     * @param authorities PEM file of trusted authorities, instead of those of Java
     * @param folder the folder that is read
     * @param doneFolder where messages go when they are recorded; created if it does not exist
     */
    public record ImapSettings(
            String host,
            int port,
            Settings.ConnectionSecurity security,
            String username,
            Optional<Path> passwordFile,
            Optional<RelaySettings.OAuthSettings> oauth,
            Optional<Path> authorities,
            String folder,
            String doneFolder) {}
}
