package org.belay.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was configured: {@code belay.yaml} (or the file that {@code BELAY_CONFIG} names), each key of which an environment
 * variable may override: {@code relay.password-file} is {@code BELAY_RELAY_PASSWORD_FILE}. The commented sample is
 * {@code belay.sample.yaml}.
 *
 * <p>Sender and relay may be missing here, so that the sandbox and the tools run without them; who is about to send asks
 * {@link #missingForSending()} first.
 *
 * @param sender whom the mails come from
 * @param organisation the name at the foot of every mail; empty when not set
 * @param look of every mail
 * @param allowedLinks hosts that mails may lead to without a question, besides the sender's own
 * @param bounceAddress where bounces go; the sender's address when not set. See {@link RelaySettings.ReturnPath}
 * @param relay the SMTP server that takes the mails
 * @param relayForCorrections another one that takes the corrections; empty: the same
 * @param dataDir absolute; contains the embedded database and the journal files
 * @param database your own PostgreSQL, or the embedded one
 * @param publicUrl where people reach Belay's pages; scheme, host and port only
 * @param http where Belay listens
 */
public record Settings(
        Sender sender,
        String organisation,
        Look look,
        List<String> allowedLinks,
        String bounceAddress,
        RelaySettings relay,
        Optional<RelaySettings> relayForCorrections,
        Path dataDir,
        Database database,
        URI publicUrl,
        Http http) {

    /** The relay that takes the corrections, or the one that takes everything else. */
    public RelaySettings relayOf(boolean corrections) {
        return corrections ? relayForCorrections.orElse(relay) : relay;
    }

    /** The bounce address with a detail (RFC 5233): {@code bounces+detail@example.org}. */
    public String bounceAddress(String detail) {
        int at = bounceAddress.lastIndexOf('@');
        return bounceAddress.substring(0, at) + "+" + detail + bounceAddress.substring(at);
    }

    /** The From of every mail. Both parts are empty when not set. */
    public record Sender(String address, String name) {

        /** What stands after the @: the domain of our Message-IDs. */
        public String domain() {
            return address.substring(address.indexOf('@') + 1);
        }
    }

    /**
     * What makes a mail recognisable as the organisation's.
     *
     * @param colour of the band, of buttons and of links; text in it and white text on it can be read
     * @param logo a picture of the organisation's name, which mail programs load from there
     * @param logoWidth in pixels, as it is shown
     */
    public record Look(Colour colour, Optional<URI> logo, int logoWidth) {
        public static final Look PLAIN = new Look(new Colour(0x0B, 0x55, 0x90), Optional.empty(), 120);
        /** The darkest ground of a mail that is read in light colours: that of its summary. */
        public static final Colour GROUND = new Colour(0xF2, 0xF5, 0xF7);
    }

    /** How the connection to the relay is protected. */
    public enum Security {
        /** Begins in clear text and must be upgraded; Belay never falls back. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Clear text: for a relay on the same host or in the sandbox. Belay never signs in over it. */
        NONE
    }

    /**
     * @param url a JDBC URL; empty: Belay runs its own PostgreSQL in the data directory
     * @param connections how many this process opens at most
     */
    public record Database(Optional<String> url, Optional<String> user, Optional<Path> passwordFile, int connections) {}

    /**
     * @param port 0 takes any free one
     * @param trustedProxies whose forwarded headers count; empty: no proxy's
     * @param hostNames names that Belay answers to besides {@code public-url}'s
     */
    public record Http(String address, int port, List<AddressRange> trustedProxies, List<String> hostNames) {}

    /**
     * Reads the configuration.
     *
     * @param workingDir where {@code belay.yaml} is looked for and relative paths of the environment begin
     * @param env the environment variables
     * @throws SettingsError naming every mistake
     */
    public static Settings load(Path workingDir, Map<String, String> env) {
        return SettingsReader.read(workingDir.toAbsolutePath().normalize(), env);
    }

    /** The JDBC URL of your own PostgreSQL, if Belay shall not run one. */
    public Optional<String> databaseUrl() {
        return database.url();
    }

    /** The lines that {@code belay.yaml} still needs before mail can be sent; empty when nothing is missing. */
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
