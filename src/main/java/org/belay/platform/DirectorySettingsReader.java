package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.SettingsFile.SettingsEntry;

/** Reads the settings of the directories. */
final class DirectorySettingsReader {
    /** An audience is replaced within one statement of the database, which may take five minutes. */
    private static final int LONGEST_READ = 280;

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Map<SettingsKey, SettingsEntry> entries;
    private final SettingsValues values;
    private final List<String> problems;

    DirectorySettingsReader(Map<SettingsKey, SettingsEntry> entries, SettingsValues values, List<String> problems) {
        this.entries = entries;
        this.values = values;
        this.problems = problems;
    }

    DirectorySettings read() {
        return new DirectorySettings(ldap());
    }

    /** Empty without a host. Other keys without a host would be ignored silently, so they are a mistake. */
    private Optional<LdapSettings> ldap() {
        String host = values.host(LDAP_HOST, "");
        if (host.isEmpty()) {
            entries.forEach((key, entry) -> {
                if (key.path().startsWith("directory.ldap.") && values.has(key)) {
                    problems.add(entry.place() + ": " + key.path()
                            + " is set, but directory.ldap.host is not. Add the host, or remove it.");
                }
            });
            return Optional.empty();
        }
        Settings.ConnectionSecurity security = values.choice(
                        LDAP_SECURITY, "starttls", List.of("starttls", "tls", "none"))
                .map(name -> Settings.ConnectionSecurity.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Settings.ConnectionSecurity.STARTTLS);
        values.requires(LDAP_BIND_DN, LDAP_PASSWORD_FILE);
        values.requires(LDAP_PASSWORD_FILE, LDAP_BIND_DN);
        if (security == Settings.ConnectionSecurity.NONE
                && values.has(LDAP_BIND_DN)
                && !THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))) {
            problems.add(values.place(LDAP_SECURITY) + ": " + LDAP_SECURITY.path()
                    + " is none, so the password would cross the network in clear text. Use starttls or tls.");
        }
        return Optional.of(new LdapSettings(
                host,
                values.number(LDAP_PORT, security == Settings.ConnectionSecurity.TLS ? 636 : 389, 1, 65535),
                security,
                values.optional(LDAP_BIND_DN),
                values.secret(LDAP_PASSWORD_FILE),
                values.readable(LDAP_AUTHORITIES_FILE, "It must be a PEM file with certificates."),
                values.number(LDAP_PAGE_SIZE, 500, 1, 1000),
                Duration.ofSeconds(values.number(LDAP_TIME_LIMIT, 240, 1, LONGEST_READ)),
                Duration.ofSeconds(values.number(LDAP_ANSWER_TIME, 30, 1, LONGEST_READ))));
    }
}
