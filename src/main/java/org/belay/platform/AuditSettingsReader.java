package org.belay.platform;

import static org.belay.platform.SettingsKey.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.belay.platform.AuditSettings.SyslogSettings;

/** Reads where the audit log is sent to. */
final class AuditSettingsReader {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final SettingsValues values;
    private final List<String> problems;

    AuditSettingsReader(SettingsValues values, List<String> problems) {
        this.values = values;
        this.problems = problems;
    }

    AuditSettings read() {
        return new AuditSettings(
                syslog(),
                jsonLines(),
                Optional.of(values.address(AUDIT_ANCHOR_MAIL, "")).filter(address -> !address.isEmpty()));
    }

    private Optional<SyslogSettings> syslog() {
        String host = values.host(AUDIT_SYSLOG_HOST, "");
        if (host.isEmpty()) {
            values.requires(AUDIT_SYSLOG_HOST, AUDIT_SYSLOG_PORT, AUDIT_SYSLOG_SECURITY, AUDIT_SYSLOG_AUTHORITIES_FILE);
            return Optional.empty();
        }
        boolean tls = values.choice(AUDIT_SYSLOG_SECURITY, "tls", List.of("tls", "none"))
                .map("tls"::equals)
                .orElse(true);
        if (!tls && !THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))) {
            problems.add(
                    values.place(AUDIT_SYSLOG_SECURITY) + ": " + AUDIT_SYSLOG_SECURITY.path()
                            + " is none, so the audit log would cross the network in clear text. Use tls, or a relay on this machine.");
        }
        return Optional.of(new SyslogSettings(
                host,
                values.number(AUDIT_SYSLOG_PORT, tls ? 6514 : 601, 1, 65535),
                tls,
                values.readable(AUDIT_SYSLOG_AUTHORITIES_FILE, "It must be a PEM file with certificates.")));
    }

    private Optional<Path> jsonLines() {
        Optional<Path> file = values.path(AUDIT_JSON_LINES_FILE);
        file.map(Path::getParent)
                .filter(folder -> !Files.isDirectory(folder) || !Files.isWritable(folder))
                .ifPresent(folder -> problems.add(values.place(AUDIT_JSON_LINES_FILE) + ": "
                        + AUDIT_JSON_LINES_FILE.path() + " is in " + folder
                        + ", which is no folder that Belay may write to. Create it for Belay's user."));
        return file;
    }
}
