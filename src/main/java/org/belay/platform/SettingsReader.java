package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.belay.platform.SettingsFile.SettingsEntry;

/** Combines file and environment into the settings and collects every mistake. */
final class SettingsReader {
    private static final int LONGEST_BOUNCE_NAME = 27;

    private final List<String> problems = new ArrayList<>();
    private final Map<SettingsKey, SettingsEntry> entries = new HashMap<>();
    private final SettingsValues values = new SettingsValues(entries, problems);

    private SettingsReader() {}

    static Settings read(Path workingDir, Map<String, String> env) {
        SettingsReader reader = new SettingsReader();
        reader.file(workingDir, env.getOrDefault("BELAY_CONFIG", ""));
        reader.environment(workingDir, env);
        Settings settings = reader.settings(workingDir);
        if (!reader.problems.isEmpty()) {
            throw new SettingsError(reader.problems);
        }
        return settings;
    }

    private void file(Path workingDir, String named) {
        Path file = workingDir.resolve(named.isEmpty() ? "belay.yaml" : named);
        if (Files.exists(file)) {
            entries.putAll(SettingsFile.read(file, problems));
        } else if (!named.isEmpty()) {
            problems.add("BELAY_CONFIG: there is no file " + file + ".");
        }
    }

    private void environment(Path workingDir, Map<String, String> env) {
        new TreeMap<>(env).forEach((variable, value) -> {
            if (!variable.startsWith("BELAY_") || SettingsKey.isForTheCommandLine(variable)) {
                return;
            }
            SettingsKey.byVariable(variable)
                    .ifPresentOrElse(
                            key -> entries.put(key, new SettingsEntry(value.strip(), variable, workingDir)),
                            () -> problems.add("Environment: there is no setting " + variable + "."
                                    + NearestName.to(variable, SettingsKey.variables())
                                            .map(near -> " Did you mean " + near + "?")
                                            .orElse("")));
        });
    }

    private Settings settings(Path workingDir) {
        String sender = values.address(SENDER_ADDRESS, "");
        int port = values.number(HTTP_PORT, 8025, 0, 65535);
        String bounces = values.address(BOUNCE_ADDRESS, sender);
        RelaySettings relay = new RelaySettingsReader(values, RELAY).read();
        Optional<RelaySettings> relayForCorrections = relayForCorrections();
        Stream.concat(Stream.of(relay), relayForCorrections.stream())
                .filter(one -> one.returnPath() == RelaySettings.ReturnPathMode.EACH)
                .limit(1)
                .forEach(one -> checkBounceAddressLength(bounces));
        return new Settings(
                new Settings.SenderSettings(sender, values.text(SENDER_NAME, "")),
                values.text(ORGANISATION, ""),
                look(),
                words(LINKS_ALLOWED),
                bounces,
                relay,
                relayForCorrections,
                values.path(DATA_DIR).orElse(workingDir.resolve(".belay")),
                new Settings.DatabaseSettings(
                        values.checked(
                                        DATABASE_URL,
                                        "",
                                        "a JDBC URL such as jdbc:postgresql://db.example.org/belay",
                                        url -> url.startsWith("jdbc:postgresql:") ? Optional.of(url) : Optional.empty())
                                .filter(url -> !url.isEmpty()),
                        values.optional(DATABASE_USER),
                        values.secret(DATABASE_PASSWORD_FILE),
                        databaseOwner(),
                        values.secret(DATABASE_OWNER_PASSWORD_FILE),
                        values.number(DATABASE_CONNECTIONS, 26, 12, 1000)),
                values.checked(
                                PUBLIC_URL,
                                "http://localhost:" + port,
                                "such as https://belay.example.org",
                                values::webUrl)
                        .map(this::withoutPath)
                        .orElse(URI.create("http://localhost")),
                new Settings.HttpSettings(
                        values.host(HTTP_ADDRESS, "127.0.0.1"), port, trustedProxies(), words(HTTP_HOST_NAMES)),
                new SignInSettingsReader(values).read(),
                new DirectorySettingsReader(entries, values, problems).read(),
                new BounceSettingsReader(entries, values, problems).read(),
                new AuditSettingsReader(values, problems).read());
    }

    private Optional<String> databaseOwner() {
        Optional<String> owner = values.optional(DATABASE_OWNER_USER);
        values.requires(DATABASE_OWNER_USER, DATABASE_OWNER_PASSWORD_FILE);
        values.requires(DATABASE_USER, DATABASE_OWNER_USER);
        if (owner.isPresent() && owner.equals(values.optional(DATABASE_USER))) {
            problems.add(values.place(DATABASE_OWNER_USER) + ": database.owner-user is the same as database.user."
                    + " Name the user that owns the tables, or leave it out.");
        }
        return owner;
    }

    /** Links and cookies of the pages start at the root path, so a public URL with a path is refused. */
    private URI withoutPath(URI url) {
        if (!url.getRawPath().isEmpty() || url.getRawUserInfo() != null) {
            problems.add(values.place(PUBLIC_URL) + ": public-url is \"" + url
                    + "\"; it must not have a path or a user name."
                    + " Belay needs its own host name, such as https://belay.example.org.");
        }
        return url;
    }

    private List<AddressRange> trustedProxies() {
        List<AddressRange> ranges = new ArrayList<>();
        for (String word : words(HTTP_TRUSTED_PROXIES)) {
            AddressRange.of(word)
                    .ifPresentOrElse(
                            ranges::add,
                            () -> problems.add(values.place(HTTP_TRUSTED_PROXIES) + ": "
                                    + HTTP_TRUSTED_PROXIES.path() + " has \"" + word
                                    + "\"; write addresses or ranges such as 10.1.2.3 or 10.1.0.0/16."));
        }
        return List.copyOf(ranges);
    }

    private List<String> words(SettingsKey key) {
        return Stream.of(values.text(key, "").toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Settings.MailBranding look() {
        Colour colour = values.checked(
                        LOOK_COLOUR,
                        Settings.MailBranding.PLAIN.colour().toString(),
                        "a colour such as #0B5590",
                        Colour::of)
                .orElse(Settings.MailBranding.PLAIN.colour());
        if (colour.contrast(Settings.MailBranding.GROUND) < Colour.READABLE) {
            problems.add(values.place(LOOK_COLOUR) + ": look.colour is " + colour + "; white text on it, and"
                    + " links in it, are hard to read. Use a darker one: "
                    + colour.withContrast(Settings.MailBranding.GROUND, Colour.READABLE)
                    + " is the nearest readable one.");
        }
        Optional<URI> logo = values.checked(
                        LOOK_LOGO,
                        "",
                        "the URL of an image that starts with https:// and contains no question mark",
                        value -> value.isEmpty() ? Optional.of(Optional.<URI>empty()) : image(value))
                .orElse(Optional.empty());
        return new Settings.MailBranding(
                colour, logo, values.number(LOOK_LOGO_WIDTH, Settings.MailBranding.PLAIN.logoWidth(), 16, 528));
    }

    /** The URL must have no query, so that it cannot track who opened a mail. */
    private Optional<Optional<URI>> image(String value) {
        return values.webUrl(value)
                .filter(url -> "https".equals(url.getScheme()))
                .map(Optional::of);
    }

    /** The local part has at most 64 characters (RFC 5321 4.5.3.1.1), of which Belay needs up to 37. */
    private void checkBounceAddressLength(String bounces) {
        if (EmailAddress.find(bounces)
                .filter(it -> it.localPart().length() > LONGEST_BOUNCE_NAME)
                .isPresent()) {
            problems.add("bounce-address is \"" + bounces
                    + "\"; Belay adds an id to it for each transaction, so it may have" + " at most "
                    + LONGEST_BOUNCE_NAME + " characters before the @. Use a shorter one, or set"
                    + " relay.return-path to fixed.");
        }
    }

    /** Empty without a host. Other keys without a host would be ignored silently, so they are a mistake. */
    private Optional<RelaySettings> relayForCorrections() {
        RelaySettings relay = new RelaySettingsReader(values, RELAY_FOR_CORRECTIONS).read();
        if (!relay.host().isEmpty()) {
            return Optional.of(relay);
        }
        entries.forEach((key, entry) -> {
            if (key.path().startsWith(RELAY_FOR_CORRECTIONS + ".") && values.has(key)) {
                problems.add(entry.place() + ": " + key.path() + " is set, but " + RELAY_FOR_CORRECTIONS
                        + ".host is not. Add the host, or remove it.");
            }
        });
        return Optional.empty();
    }
}
