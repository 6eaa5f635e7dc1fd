package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.BounceSettings.ImapSettings;
import org.belay.platform.SettingsFile.SettingsEntry;

/** Reads the settings of the mailboxes with bounces. */
final class BounceSettingsReader {
    private static final String IMAP = "bounce-mailbox.imap.";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Map<SettingsKey, SettingsEntry> entries;
    private final SettingsValues values;
    private final List<String> problems;

    BounceSettingsReader(Map<SettingsKey, SettingsEntry> entries, SettingsValues values, List<String> problems) {
        this.entries = entries;
        this.values = values;
        this.problems = problems;
    }

    BounceSettings read() {
        return new BounceSettings(imap(), maildir(), values.number(BOUNCE_LMTP_PORT, 1, 65535));
    }

    private Optional<Path> maildir() {
        Optional<Path> folder = values.path(BOUNCE_MAILDIR);
        folder.filter(it -> !Files.isDirectory(it.resolve("new")) || !Files.isWritable(it.resolve("new")))
                .ifPresent(
                        it -> problems.add(
                                values.place(BOUNCE_MAILDIR) + ": " + BOUNCE_MAILDIR.path() + " names " + it
                                        + ", which has no folder \"new\" that Belay may change. Name a Maildir that belongs to Belay's user."));
        return folder;
    }

    /** Empty without a host. Other keys without a host would be ignored silently, so they are a mistake. */
    private Optional<ImapSettings> imap() {
        String host = values.host(BOUNCE_IMAP_HOST, "");
        if (host.isEmpty()) {
            entries.forEach((key, entry) -> {
                if (key.path().startsWith(IMAP) && values.has(key)) {
                    problems.add(entry.place() + ": " + key.path() + " is set, but " + BOUNCE_IMAP_HOST.path()
                            + " is not. Add the host, or remove it.");
                }
            });
            return Optional.empty();
        }
        Settings.ConnectionSecurity security = values.choice(
                        BOUNCE_IMAP_SECURITY, "tls", List.of("tls", "starttls", "none"))
                .map(name -> Settings.ConnectionSecurity.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Settings.ConnectionSecurity.TLS);
        if (security == Settings.ConnectionSecurity.NONE && !THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))) {
            problems.add(values.place(BOUNCE_IMAP_SECURITY) + ": " + BOUNCE_IMAP_SECURITY.path()
                    + " is none, so the password would cross the network in clear text. Use tls or starttls.");
        }
        values.requires(BOUNCE_IMAP_USERNAME, BOUNCE_IMAP_HOST);
        Optional<RelaySettings.OAuthSettings> oauth = oauth();
        if (oauth.isEmpty() && !values.has(BOUNCE_IMAP_TOKEN_ENDPOINT)) {
            values.requires(BOUNCE_IMAP_PASSWORD_FILE, BOUNCE_IMAP_HOST);
        }
        String folder = values.text(BOUNCE_IMAP_FOLDER, "INBOX");
        String doneFolder = values.text(BOUNCE_IMAP_DONE_FOLDER, "Belay done");
        if (folder.equalsIgnoreCase(doneFolder)) {
            problems.add(BOUNCE_IMAP_DONE_FOLDER.path() + " is the folder that is read. Name another one.");
        }
        return Optional.of(new ImapSettings(
                host,
                values.number(BOUNCE_IMAP_PORT, security == Settings.ConnectionSecurity.TLS ? 993 : 143, 1, 65535),
                security,
                values.text(BOUNCE_IMAP_USERNAME, ""),
                values.secret(BOUNCE_IMAP_PASSWORD_FILE),
                oauth,
                values.readable(BOUNCE_IMAP_AUTHORITIES_FILE, "It must be a PEM file with certificates."),
                folder,
                doneFolder));
    }

    private Optional<RelaySettings.OAuthSettings> oauth() {
        List<SettingsKey> others = List.of(BOUNCE_IMAP_CLIENT_ID, BOUNCE_IMAP_CLIENT_SECRET_FILE, BOUNCE_IMAP_SCOPE);
        if (!values.has(BOUNCE_IMAP_TOKEN_ENDPOINT)) {
            values.requires(BOUNCE_IMAP_TOKEN_ENDPOINT, others.toArray(SettingsKey[]::new));
            return Optional.empty();
        }
        others.forEach(needed -> values.requires(needed, BOUNCE_IMAP_TOKEN_ENDPOINT));
        Optional<URI> endpoint = values.checked(
                BOUNCE_IMAP_TOKEN_ENDPOINT,
                "",
                "an https URL that issues tokens, without a query",
                values::tokenEndpoint);
        Optional<Path> secret = values.secret(BOUNCE_IMAP_CLIENT_SECRET_FILE);
        return endpoint.flatMap(url -> secret.map(file -> new RelaySettings.OAuthSettings(
                url, values.text(BOUNCE_IMAP_CLIENT_ID, ""), file, values.text(BOUNCE_IMAP_SCOPE, ""))));
    }
}
