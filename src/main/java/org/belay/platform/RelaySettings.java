package org.belay.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code belay.yaml} says about one relay.
 *
 * @param host empty when not set
 * @param profile what the relay's replies mean and which limits it has
 * @param oauth how to get a token to sign in with, instead of a password
 * @param ehloName how we introduce ourselves: a full host name or an address in brackets
 * @param returnPath whom the relay returns what it cannot deliver to
 * @param limits what is said otherwise than the profile has it
 * @param breaker when a dispatch pauses because the relay refuses it for everybody
 */
public record RelaySettings(
        String host,
        int port,
        Settings.Security security,
        String profile,
        Optional<String> username,
        Optional<Path> passwordFile,
        Optional<OAuth> oauth,
        Tls tls,
        Optional<String> ehloName,
        ReturnPath returnPath,
        Limits limits,
        Breaker breaker) {

    /** The sender of the envelope. */
    public enum ReturnPath {
        /** The bounce address with a name for each transaction: a bounce then says by itself which mail it is about. */
        EACH,
        /** The bounce address as it stands, for a relay that takes mail from that one alone. */
        FIXED
    }

    /** Client credentials (RFC 6749 4.4). */
    public record OAuth(URI tokenEndpoint, String clientId, Path secretFile, String scope) {}

    /**
     * @param authorities PEM: whose certificates to believe, instead of those that Java believes
     * @param certificate to show to a relay that asks for one: PEM with its chain, or PKCS#12 where it has a password
     * @param key PEM; the certificate's own file where it is not set
     */
    public record Tls(
            Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key, Optional<Path> password) {}

    /** Figures that stand in for those of the profile; empty: the profile's; 0: no limit. */
    public record Limits(
            OptionalInt connections,
            OptionalInt messagesPerConnection,
            OptionalInt recipientsPerMessage,
            OptionalInt messagesPerSecond,
            OptionalInt messagesPerMinute,
            OptionalInt recipientsPerSecond,
            OptionalInt recipientsPerDay,
            Optional<Boolean> rollingDay,
            OptionalInt refusalsPerConnection,
            Optional<Boolean> overlap) {}

    /** @param refusals so many identical permanent refusals; 0: never */
    public record Breaker(int refusals, int ofTheFirst) {}
}
