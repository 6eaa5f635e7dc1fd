package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.belay.platform.SettingsFile.Entry;

/** Lays the environment over the file, turns the values into their types, and collects every mistake on the way. */
final class SettingsReader {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]+");
    private static final List<String> PROFILES = List.of(
            "generic", "postfix", "exchange-online", "exchange-hve", "exchange-on-premises", "google-relay", "ses");

    private final List<String> problems = new ArrayList<>();
    private final Map<SettingsKey, Entry> entries = new TreeMap<>();

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
                            key -> entries.put(key, new Entry(value.strip(), variable, workingDir)),
                            () -> problems.add("Environment: there is no setting " + variable + "."
                                    + Nearest.to(variable, SettingsKey.variables())
                                            .map(near -> " Did you mean " + near + "?")
                                            .orElse("")));
        });
    }

    private Settings settings(Path workingDir) {
        String sender = address(SENDER_ADDRESS, "");
        Settings.Security security = choice(RELAY_SECURITY, "starttls", List.of("starttls", "tls", "none"))
                .map(name -> Settings.Security.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Settings.Security.STARTTLS);
        int port = number(HTTP_PORT, 8025, 0, 65535);
        return new Settings(
                new Settings.Sender(sender, text(SENDER_NAME, "")),
                text(ORGANISATION, ""),
                look(),
                address(BOUNCE_ADDRESS, sender),
                new Settings.Relay(
                        host(RELAY_HOST, ""),
                        number(RELAY_PORT, usualPort(security), 1, 65535),
                        security,
                        choice(RELAY_PROFILE, "generic", PROFILES).orElse("generic"),
                        optional(RELAY_USERNAME),
                        secret(RELAY_PASSWORD_FILE),
                        has(RELAY_EHLO_NAME) ? host(RELAY_EHLO_NAME, "localhost") : thisHost(),
                        number(RELAY_CONNECTIONS, 4, 1, 100)),
                path(DATA_DIR).orElse(workingDir.resolve(".belay")),
                new Settings.Database(
                        checked(
                                        DATABASE_URL,
                                        "",
                                        "a JDBC URL such as jdbc:postgresql://db.example.org/belay",
                                        url -> url.startsWith("jdbc:postgresql:") ? Optional.of(url) : Optional.empty())
                                .filter(url -> !url.isEmpty()),
                        optional(DATABASE_USER),
                        secret(DATABASE_PASSWORD_FILE)),
                checked(PUBLIC_URL, "http://localhost:" + port, "such as https://belay.example.org", this::webUrl)
                        .orElse(URI.create("http://localhost")),
                new Settings.Http(host(HTTP_ADDRESS, "127.0.0.1"), port));
    }

    private Settings.Look look() {
        Colour colour = checked(
                        LOOK_COLOUR, Settings.Look.PLAIN.colour().toString(), "a colour such as #0B5590", Colour::of)
                .orElse(Settings.Look.PLAIN.colour());
        if (colour.contrast(Settings.Look.GROUND) < Colour.READABLE) {
            problems.add(entries.get(LOOK_COLOUR).place() + ": look.colour is " + colour + "; white text on it, and"
                    + " links in it, cannot be read well. Take a darker one: "
                    + colour.standingOut(Settings.Look.GROUND, Colour.READABLE) + " is the nearest that can.");
        }
        Optional<URI> logo = checked(
                        LOOK_LOGO,
                        "",
                        "a picture's address that begins with https:// and carries no question mark",
                        value -> value.isEmpty() ? Optional.of(Optional.<URI>empty()) : picture(value))
                .orElse(Optional.empty());
        return new Settings.Look(colour, logo, number(LOOK_LOGO_WIDTH, Settings.Look.PLAIN.logoWidth(), 16, 528));
    }

    /** Without a query, so that nobody is told who opened which mail. */
    private Optional<Optional<URI>> picture(String value) {
        return webUrl(value).filter(url -> "https".equals(url.getScheme())).map(Optional::of);
    }

    /** RFC 8314 and RFC 6409: 465 speaks TLS at once, 587 is for submission; 25 only in clear text. */
    private static int usualPort(Settings.Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private boolean has(SettingsKey key) {
        return entries.containsKey(key) && !entries.get(key).value().isEmpty();
    }

    private Optional<String> optional(SettingsKey key) {
        return has(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    private String text(SettingsKey key, String otherwise) {
        return checked(
                        key,
                        otherwise,
                        "one line of text",
                        value ->
                                value.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(value))
                .orElse(otherwise);
    }

    private String address(SettingsKey key, String otherwise) {
        return checked(
                        key,
                        otherwise,
                        "an e-mail address such as it-notices@example.org",
                        value -> ADDRESS.matcher(value).matches() || value.isEmpty()
                                ? Optional.of(value)
                                : Optional.empty())
                .orElse(otherwise);
    }

    private String host(SettingsKey key, String otherwise) {
        return checked(
                        key,
                        otherwise,
                        "a host name or IP address, without a port",
                        value -> HOST.matcher(value).matches() || value.isEmpty()
                                ? Optional.of(value)
                                : Optional.empty())
                .orElse(otherwise);
    }

    private int number(SettingsKey key, int otherwise, int least, int most) {
        return checked(key, "" + otherwise, "a whole number from " + least + " to " + most, value -> {
                    if (!value.matches("\\d{1,9}")) {
                        return Optional.empty();
                    }
                    int number = Integer.parseInt(value);
                    return number < least || number > most ? Optional.empty() : Optional.of(number);
                })
                .orElse(otherwise);
    }

    private Optional<String> choice(SettingsKey key, String otherwise, List<String> allowed) {
        return checked(key, otherwise, "one of " + String.join(", ", allowed), value -> {
            String lower = value.toLowerCase(Locale.ROOT);
            return allowed.contains(lower) ? Optional.of(lower) : Optional.empty();
        });
    }

    private Optional<Path> path(SettingsKey key) {
        return has(key)
                ? Optional.of(entries.get(key)
                        .relativeTo()
                        .resolve(entries.get(key).value())
                        .normalize())
                : Optional.empty();
    }

    private Optional<Path> secret(SettingsKey key) {
        Optional<Path> file = path(key);
        file.filter(it -> !Files.isReadable(it))
                .ifPresent(it -> problems.add(entries.get(key).place() + ": " + key.path + " names " + it
                        + ", which cannot be read. Create it with the password as its only line, readable by"
                        + " Belay's user alone."));
        return file;
    }

    private Optional<URI> webUrl(String value) {
        String bare = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        try {
            URI url = new URI(bare);
            boolean usable = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> checked(
            SettingsKey key, String otherwise, String allowed, Function<String, Optional<T>> parse) {
        if (!has(key)) {
            return parse.apply(otherwise);
        }
        Entry entry = entries.get(key);
        Optional<T> parsed = parse.apply(entry.value());
        if (parsed.isEmpty()) {
            problems.add(
                    entry.place() + ": " + key.path + " is \"" + entry.value() + "\"; it must be " + allowed + ".");
        }
        return parsed;
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
