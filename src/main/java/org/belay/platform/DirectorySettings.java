package org.belay.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where people can be read from, besides files.
 *
 * @param ldap the LDAP directory; empty if not set
 * @param sql databases of the operator, by name
 */
public record DirectorySettings(Optional<LdapSettings> ldap, Map<String, SqlSettings> sql) {

    /**
     * An LDAP server.
     *
     * @param bindDn the account that reads; empty: anonymous
     * @param authorities PEM file of trusted authorities, instead of those of Java
     * @param pageSize entries per page of a search (RFC 2696)
     * @param timeLimit of one read of all people
     * @param answerTime maximum wait for one answer of the server
     */
    public record LdapSettings(
            String host,
            int port,
            Settings.ConnectionSecurity security,
            Optional<String> bindDn,
            Optional<Path> passwordFile,
            Optional<Path> authorities,
            int pageSize,
            Duration timeLimit,
            Duration answerTime) {}

    /**
     * A PostgreSQL database of the operator.
     *
     * @param url a JDBC URL
     * @param timeLimit of one query, with its rows
     * @param rowLimit a query with more rows fails
     */
    public record SqlSettings(
            String url, Optional<String> user, Optional<Path> passwordFile, Duration timeLimit, int rowLimit) {}
}
