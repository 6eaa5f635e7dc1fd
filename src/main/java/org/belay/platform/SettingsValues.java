package org.belay.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.belay.address.EmailAddress;
import org.belay.platform.SettingsFile.SettingsEntry;

/** Converts values to their types and collects mistakes with their places. */
final class SettingsValues {
    private static final Pattern FULL_NAME = Pattern.compile(
            "(?!localhost\\.)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,20}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");
    private static final Pattern ADDRESS_LITERAL =
            Pattern.compile("\\[(\\d{1,3}(\\.\\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\\]");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]+");

    private final Map<SettingsKey, SettingsEntry> entries;
    private final List<String> problems;

    SettingsValues(Map<SettingsKey, SettingsEntry> entries, List<String> problems) {
        this.entries = entries;
        this.problems = problems;
    }

    boolean has(SettingsKey key) {
        SettingsEntry entry = entries.get(key);
        return entry != null && !entry.value().isEmpty();
    }

    /** The place of a key's value. The key must be set. */
    String place(SettingsKey key) {
        return entry(key).place();
    }

    private SettingsEntry entry(SettingsKey key) {
        return Objects.requireNonNull(entries.get(key), key.path());
    }

    Optional<String> optional(SettingsKey key) {
        return has(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    String text(SettingsKey key, String otherwise) {
        return checked(
                        key,
                        otherwise,
                        "one line of text",
                        value ->
                                value.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(value))
                .orElse(otherwise);
    }

    /** ASCII only: not every mail program can answer a sender outside ASCII, and the sender is the default of the bounce address. */
    String address(SettingsKey key, String otherwise) {
        boolean isAddress = has(key) && EmailAddress.find(entry(key).value()).isPresent();
        return checked(
                        key,
                        otherwise,
                        isAddress
                                ? "in ASCII, because not every mail program can answer another address;"
                                        + " for a domain, use its form with xn--"
                                : "an e-mail address such as it-notices@example.org",
                        value -> value.isEmpty()
                                ? Optional.of(value)
                                : EmailAddress.find(value)
                                        .map(EmailAddress::text)
                                        .filter(EmailAddress::isAscii))
                .orElse(otherwise);
    }

    String host(SettingsKey key, String otherwise) {
        return checked(
                        key,
                        otherwise,
                        "a host name or IP address, without a port",
                        value -> HOST.matcher(value).matches() || value.isEmpty()
                                ? Optional.of(value)
                                : Optional.empty())
                .orElse(otherwise);
    }

    /** A full host name or an address literal (RFC 5321 4.1.1.1); relays refuse "localhost" and names without a dot. */
    Optional<String> ehloName(SettingsKey key) {
        return has(key)
                ? checked(
                        key,
                        "",
                        "a full host name, as mail.example.org, or an address in brackets, as [192.0.2.1] or"
                                + " [IPv6:2001:db8::1]",
                        value -> FULL_NAME.matcher(value).matches()
                                        || ADDRESS_LITERAL.matcher(value).matches()
                                ? Optional.of(value)
                                : Optional.empty())
                : Optional.empty();
    }

    int number(SettingsKey key, int otherwise, int least, int most) {
        return checked(key, "" + otherwise, "a whole number from " + least + " to " + most, value -> {
                    if (!value.matches("\\d{1,9}")) {
                        return Optional.empty();
                    }
                    int number = Integer.parseInt(value);
                    return number < least || number > most ? Optional.empty() : Optional.of(number);
                })
                .orElse(otherwise);
    }

    OptionalInt number(SettingsKey key, int least, int most) {
        return has(key) ? OptionalInt.of(number(key, least, least, most)) : OptionalInt.empty();
    }

    /** @param otherwise the default */
    Optional<String> choice(SettingsKey key, String otherwise, List<String> allowed) {
        return checked(key, otherwise, "one of " + String.join(", ", allowed), value -> {
            String lower = value.toLowerCase(Locale.ROOT);
            return allowed.contains(lower) ? Optional.of(lower) : Optional.empty();
        });
    }

    /** Whether the value is the first of two words; empty if not set. */
    Optional<Boolean> either(SettingsKey key, String yes, String no) {
        return has(key) ? choice(key, yes, List.of(yes, no)).map(yes::equals) : Optional.empty();
    }

    Optional<Path> path(SettingsKey key) {
        return has(key)
                ? Optional.of(
                        entry(key).relativeTo().resolve(entry(key).value()).normalize())
                : Optional.empty();
    }

    Optional<Path> secret(SettingsKey key) {
        return readable(key, "Create it with the password as its only line, readable by Belay's user alone.");
    }

    /** @param remedy what the file must contain */
    Optional<Path> readable(SettingsKey key, String remedy) {
        Optional<Path> file = path(key);
        file.filter(it -> !Files.isReadable(it))
                .ifPresent(it -> problems.add(
                        place(key) + ": " + key.path() + " names " + it + ", which cannot be read. " + remedy));
        return file;
    }

    /** Reports a mistake if one of the other keys is set and the needed one is not. */
    void requires(SettingsKey needed, SettingsKey... others) {
        for (SettingsKey other : others) {
            if (has(other) && !has(needed)) {
                problems.add(place(other) + ": " + other.path() + " is set, but " + needed.path()
                        + " is not. Set both, or neither.");
            }
        }
    }

    /** Plain http is allowed only on this machine, because a secret is sent to this URL. */
    Optional<URI> tokenEndpoint(String value) {
        return webUrl(value)
                .filter(url -> "https".equals(url.getScheme())
                        || "localhost".equals(url.getHost())
                        || "127.0.0.1".equals(url.getHost()));
    }

    Optional<URI> webUrl(String value) {
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

    <T> Optional<T> checked(SettingsKey key, String otherwise, String allowed, Function<String, Optional<T>> parse) {
        if (!has(key)) {
            return parse.apply(otherwise);
        }
        SettingsEntry entry = entry(key);
        Optional<T> parsed = parse.apply(entry.value());
        if (parsed.isEmpty()) {
            problems.add(
                    entry.place() + ": " + key.path() + " is \"" + entry.value() + "\"; it must be " + allowed + ".");
        }
        return parsed;
    }
}
