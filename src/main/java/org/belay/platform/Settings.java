package org.belay.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.address.EmailAddress;

/**
 * The configuration: {@code belay.yaml} (or the file that {@code BELAY_CONFIG} names). An environment variable may
 * override each key: {@code relay.password-file} is {@code BELAY_RELAY_PASSWORD_FILE}. {@code belay.sample.yaml}
 * describes all keys.
 *
 * <p>Sender and relay may be missing, so that the sandbox and the tools run without them; check
 * {@link #missingForSending()} before sending.
 *
 * @param sender the From of all mails
 * @param organisation name in the footer of every mail; empty if not set
 * @param look branding of every mail
 * @param allowedLinks hosts that mails may link to without a warning, besides the domain of the sender
 * @param bounceAddress address for bounces; default: the address of the sender. See {@link RelaySettings.ReturnPathMode}
 * @param relay the SMTP server that accepts the mails
 * @param relayForCorrections another relay for corrections; empty: the same
 * @param dataDir absolute; holds the embedded database and the delivery journal
 * @param database an external PostgreSQL, or the embedded one
 * @param publicUrl URL of the pages for users; scheme, host and port only
 * @param http where Belay listens
 * @param signIn how people sign in
 * @param directory where people can be read from, besides files
 * @param bounceMailbox where bounces are read from, besides a pipe and requests
 */
public record Settings(
        SenderSettings sender,
        String organisation,
        MailBranding look,
        List<String> allowedLinks,
        String bounceAddress,
        RelaySettings relay,
        Optional<RelaySettings> relayForCorrections,
        Path dataDir,
        DatabaseSettings database,
        URI publicUrl,
        HttpSettings http,
        SignInSettings signIn,
        DirectorySettings directory,
        BounceSettings bounceMailbox,
        AuditSettings audit) {

    /** The relay for corrections if {@code corrections}, else the relay for all other mail. */
    public RelaySettings relayOf(boolean corrections) {
        return corrections ? relayForCorrections.orElse(relay) : relay;
    }

    /** The bounce address with a detail (RFC 5233): {@code bounces+detail@example.org}. */
    public String bounceAddress(String detail) {
        return new EmailAddress(bounceAddress).withDetail(detail).text();
    }

    /** The From of every mail. Both components are empty if not set. */
    public record SenderSettings(String address, String name) {

        /** The domain of the address; also the domain of Message-IDs. */
        public String domain() {
            return EmailAddress.find(address).map(EmailAddress::domain).orElse("");
        }
    }

    /**
     * The branding of mails.
     *
     * @param colour of the header band, buttons and links; readable as text and under white text
     * @param logo image with the name of the organisation, loaded by mail programs from its server
     * @param logoWidth displayed width in pixels
     */
    public record MailBranding(Colour colour, Optional<URI> logo, int logoWidth) {
        public static final MailBranding PLAIN = new MailBranding(new Colour(0x0B, 0x55, 0x90), Optional.empty(), 120);
        /** The darkest background in a mail in light mode: that of its summary. */
        public static final Colour GROUND = new Colour(0xF2, 0xF5, 0xF7);
    }

    /** How the connection to the relay is protected. */
    public enum ConnectionSecurity {
        /** Starts in clear text and must be upgraded; there is no fallback. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Clear text, for a relay on the same host or in the sandbox. Belay never authenticates over it. */
        NONE
    }

    /**
     * @param url a JDBC URL; empty: Belay runs its own PostgreSQL in the data directory
     * @param ownerUser user that owns and migrates the tables; empty if {@code user} does
     * @param connections maximum number of connections of this process
     */
    public record DatabaseSettings(
            Optional<String> url,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<String> ownerUser,
            Optional<Path> ownerPasswordFile,
            int connections) {}

    /**
     * @param port 0 for any free port
     * @param trustedProxies proxies whose forwarded headers are used; empty: none
     * @param hostNames host names that Belay answers to, besides that of {@code public-url}
     */
    public record HttpSettings(String address, int port, List<AddressRange> trustedProxies, List<String> hostNames) {}

    /**
     * Reads the configuration.
     *
     * @param workingDir directory of {@code belay.yaml} and base of relative paths in environment variables
     * @param env the environment variables
     * @throws SettingsError that names every mistake
     */
    public static Settings load(Path workingDir, Map<String, String> env) {
        return SettingsReader.read(workingDir.toAbsolutePath().normalize(), env);
    }

    /** The JDBC URL of the external PostgreSQL; empty if Belay runs its own. */
    public Optional<String> databaseUrl() {
        return database.url();
    }

    /** The lines that {@code belay.yaml} needs before mail can be sent; empty if nothing is missing. */
    public List<String> missingForSending() {
        List<String> lines = new ArrayList<>();
        if (sender.address().isEmpty()) {
            lines.add("sender.address: it-notices@example.org   # or BELAY_SENDER_ADDRESS");
        }
        if (relay.host().isEmpty()) {
            lines.add("relay.host: smtp.example.org   # or BELAY_RELAY_HOST");
        }
        return List.copyOf(lines);
    }
}
