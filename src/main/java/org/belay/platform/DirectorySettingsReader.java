package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.DirectorySettings.SqlSettings;
import org.belay.platform.SettingsFile.SettingsEntry;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Reads the settings of the directories. */
final class DirectorySettingsReader {
    /** An audience is replaced within one statement of the database, which may take five minutes. */
    private static final int LONGEST_READ = 280;

    private static final int MOST_ROWS = 2_000_000;

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
        return new DirectorySettings(ldap(), databases());
    }

    private Map<String, SqlSettings> databases() {
        var databases = new TreeMap<String, SqlSettings>();
        for (SettingsKey key : entries.keySet()) {
            if (key.path().startsWith(SqlSettingsKey.SECTION + ".")) {
                databases.computeIfAbsent(SqlSettingsKey.nameIn(key.path()), this::database);
            }
        }
        return databases;
    }

    private SqlSettings database(String name) {
        SettingsKey url = SqlSettingsKey.URL.under(name);
        if (!values.has(url)) problems.add(url.path() + " is missing. Add it, or remove the database " + name + ".");
        return new SqlSettings(
                databaseUrl(url),
                values.optional(SqlSettingsKey.USER.under(name)),
                values.secret(SqlSettingsKey.PASSWORD_FILE.under(name)),
                Duration.ofSeconds(values.number(SqlSettingsKey.TIME_LIMIT.under(name), 120, 1, LONGEST_READ)),
                values.number(SqlSettingsKey.ROW_LIMIT.under(name), 1_000_000, 1, MOST_ROWS));
    }

    /** A wrong one is not in the message: it may have a password in it. */
    private String databaseUrl(SettingsKey key) {
        SettingsEntry entry = entries.get(key);
        if (entry == null || !values.has(key)) return "";
        String url = entry.value();
        Properties parsed = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, null) : null;
        if (parsed == null) {
            problems.add(values.place(key) + ": " + key.path()
                    + " must be a JDBC URL such as jdbc:postgresql://hr.example.org/people?sslmode=verify-full.");
            return "";
        }
        boolean here = Stream.of(parsed.getProperty(PGProperty.PG_HOST.getName(), "localhost")
                        .split(","))
                .allMatch(host -> THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT)));
        if (!here && !"verify-full".equals(parsed.getProperty(PGProperty.SSL_MODE.getName()))) {
            problems.add(
                    values.place(key) + ": " + key.path()
                            + " is on another machine, so its certificate must be checked. Add sslmode=verify-full to the URL.");
        }
        return url;
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
                && (values.has(LDAP_BIND_DN) || values.has(LDAP_SIGN_IN_BASE))
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

    /** The keys of one database of the operator; its name is part of the path: {@code directory.sql.hr.url}. */
    enum SqlSettingsKey {
        URL("url"),
        USER("user"),
        PASSWORD_FILE("password-file"),
        TIME_LIMIT("time-limit"),
        ROW_LIMIT("row-limit");

        static final String SECTION = "directory.sql";

        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
        private static final String VARIABLES = "BELAY_DIRECTORY_SQL_";

        final String path;

        SqlSettingsKey(String path) {
            this.path = path;
        }

        SettingsKey under(String name) {
            return new SettingsKey(SECTION + "." + name + "." + path);
        }

        /** The name of the database in a path below the section. */
        static String nameIn(String path) {
            String below = path.substring(SECTION.length() + 1);
            return below.substring(0, below.indexOf('.'));
        }

        static boolean isSection(String path) {
            return path.equals(SECTION)
                    || path.startsWith(SECTION + ".")
                            && NAME.matcher(path.substring(SECTION.length() + 1))
                                    .matches();
        }

        static Optional<SettingsKey> byPath(String path) {
            for (SqlSettingsKey key : values()) {
                String end = "." + key.path;
                if (path.endsWith(end) && isSection(path.substring(0, path.length() - end.length()))) {
                    return Optional.of(new SettingsKey(path));
                }
            }
            return Optional.empty();
        }

        /** {@code BELAY_DIRECTORY_SQL_HR_PASSWORD_FILE}: a hyphen of the name is an underscore too. */
        static Optional<SettingsKey> byVariable(String variable) {
            for (SqlSettingsKey key : values()) {
                String end = "_" + key.name();
                if (variable.startsWith(VARIABLES)
                        && variable.endsWith(end)
                        && variable.length() > VARIABLES.length() + end.length()) {
                    String name = variable.substring(VARIABLES.length(), variable.length() - end.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
                    return byPath(SECTION + "." + name + "." + key.path);
                }
            }
            return Optional.empty();
        }
    }
}
