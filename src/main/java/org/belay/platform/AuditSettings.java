package org.belay.platform;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the audit log is sent to, so that a copy is outside of this machine.
 *
 * @param syslog a server that takes syslog messages
 * @param jsonLines a file of this machine that another program reads
 * @param anchorMail address that gets the newest anchor once a day
 */
public record AuditSettings(Optional<SyslogSettings> syslog, Optional<Path> jsonLines, Optional<String> anchorMail) {

    /**
     * @param tls false: plain TCP, to this machine only
     * @param authorities PEM file of trusted authorities, instead of those of Java
     */
    public record SyslogSettings(String host, int port, boolean tls, Optional<Path> authorities) {}
}
