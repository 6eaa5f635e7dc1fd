package org.belay.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of one relay in {@code belay.yaml}.
 *
 * @param host empty if not set
 * @param profile decides how replies are interpreted and which limits apply
 * @param oauth how to get an access token, instead of a password
 * @param ehloName name for EHLO: a full host name or an address literal
 * @param returnPath which return path the relay gets
 * @param limits limits that differ from those of the profile
 * @param breaker when a dispatch pauses because the relay refuses all recipients
 */
public record RelaySettings(
        String host,
        int port,
        Settings.ConnectionSecurity security,
        String profile,
        Optional<String> username,
        Optional<Path> passwordFile,
        Optional<OAuthSettings> oauth,
        TlsSettings tls,
        Optional<String> ehloName,
        ReturnPathMode returnPath,
        ConfiguredLimits limits,
        BreakerSettings breaker) {

    /** The return path (MAIL FROM). */
    public enum ReturnPathMode {
        /** The bounce address with an id per transaction, so that a bounce identifies its message. */
        EACH,
        /** The unchanged bounce address, for relays that accept no other sender. */
        FIXED
    }

    /** Client credentials (RFC 6749 4.4). */
    public record OAuthSettings(URI tokenEndpoint, String clientId, Path secretFile, String scope) {}

    /**
     * @param authorities PEM file of trusted authorities, instead of those of Java
     * @param certificate client certificate: PEM with its chain, or PKCS#12 if it has a password
     * @param key PEM file; default: the file of the certificate
     */
    public record TlsSettings(
            Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key, Optional<Path> password) {}

    /** Limits that replace those of the profile; empty: that of the profile; 0: no limit. */
    public record ConfiguredLimits(
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

    /** @param refusals number of identical permanent refusals that pauses the dispatch; 0: never */
    public record BreakerSettings(int refusals, int amongFirst) {}
}
