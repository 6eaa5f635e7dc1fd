package org.belay.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A known key: its path in {@code belay.yaml}, from which the name of the environment variable follows. */
record SettingsKey(String path) {
    private static final List<SettingsKey> ALL = new ArrayList<>();

    static final SettingsKey SENDER_ADDRESS = known("sender.address");
    static final SettingsKey SENDER_NAME = known("sender.name");
    static final SettingsKey ORGANISATION = known("organisation");
    static final SettingsKey LOOK_COLOUR = known("look.colour");
    static final SettingsKey LOOK_LOGO = known("look.logo");
    static final SettingsKey LOOK_LOGO_WIDTH = known("look.logo-width");
    static final SettingsKey LINKS_ALLOWED = known("links.allowed");
    static final SettingsKey BOUNCE_ADDRESS = known("bounce-address");
    static final SettingsKey BOUNCE_IMAP_HOST = known("bounce-mailbox.imap.host");
    static final SettingsKey BOUNCE_IMAP_PORT = known("bounce-mailbox.imap.port");
    static final SettingsKey BOUNCE_IMAP_SECURITY = known("bounce-mailbox.imap.security");
    static final SettingsKey BOUNCE_IMAP_USERNAME = known("bounce-mailbox.imap.username");
    static final SettingsKey BOUNCE_IMAP_PASSWORD_FILE = known("bounce-mailbox.imap.password-file");
    static final SettingsKey BOUNCE_IMAP_TOKEN_ENDPOINT = known("bounce-mailbox.imap.oauth.token-endpoint");
    static final SettingsKey BOUNCE_IMAP_CLIENT_ID = known("bounce-mailbox.imap.oauth.client-id");
    static final SettingsKey BOUNCE_IMAP_CLIENT_SECRET_FILE = known("bounce-mailbox.imap.oauth.client-secret-file");
    static final SettingsKey BOUNCE_IMAP_SCOPE = known("bounce-mailbox.imap.oauth.scope");
    static final SettingsKey BOUNCE_IMAP_AUTHORITIES_FILE = known("bounce-mailbox.imap.tls.authorities-file");
    static final SettingsKey BOUNCE_IMAP_FOLDER = known("bounce-mailbox.imap.folder");
    static final SettingsKey BOUNCE_IMAP_DONE_FOLDER = known("bounce-mailbox.imap.done-folder");
    static final SettingsKey BOUNCE_MAILDIR = known("bounce-mailbox.maildir");
    static final SettingsKey BOUNCE_LMTP_PORT = known("bounce-mailbox.lmtp-port");
    static final SettingsKey DATA_DIR = known("data-dir");
    static final SettingsKey DATABASE_URL = known("database.url");
    static final SettingsKey DATABASE_USER = known("database.user");
    static final SettingsKey DATABASE_PASSWORD_FILE = known("database.password-file");
    static final SettingsKey DATABASE_OWNER_USER = known("database.owner-user");
    static final SettingsKey DATABASE_OWNER_PASSWORD_FILE = known("database.owner-password-file");
    static final SettingsKey DATABASE_CONNECTIONS = known("database.connections");
    static final SettingsKey PUBLIC_URL = known("public-url");
    static final SettingsKey HTTP_ADDRESS = known("http.address");
    static final SettingsKey HTTP_PORT = known("http.port");
    static final SettingsKey HTTP_TRUSTED_PROXIES = known("http.trusted-proxies");
    static final SettingsKey HTTP_HOST_NAMES = known("http.host-names");
    static final SettingsKey LDAP_HOST = known("directory.ldap.host");
    static final SettingsKey LDAP_PORT = known("directory.ldap.port");
    static final SettingsKey LDAP_SECURITY = known("directory.ldap.security");
    static final SettingsKey LDAP_BIND_DN = known("directory.ldap.bind-dn");
    static final SettingsKey LDAP_PASSWORD_FILE = known("directory.ldap.password-file");
    static final SettingsKey LDAP_AUTHORITIES_FILE = known("directory.ldap.tls.authorities-file");
    static final SettingsKey LDAP_PAGE_SIZE = known("directory.ldap.page-size");
    static final SettingsKey LDAP_TIME_LIMIT = known("directory.ldap.time-limit");
    static final SettingsKey LDAP_ANSWER_TIME = known("directory.ldap.answer-time");

    static final SettingsKey AUDIT_SYSLOG_HOST = known("audit.syslog.host");
    static final SettingsKey AUDIT_SYSLOG_PORT = known("audit.syslog.port");
    static final SettingsKey AUDIT_SYSLOG_SECURITY = known("audit.syslog.security");
    static final SettingsKey AUDIT_SYSLOG_AUTHORITIES_FILE = known("audit.syslog.tls.authorities-file");
    static final SettingsKey AUDIT_JSON_LINES_FILE = known("audit.json-lines-file");
    static final SettingsKey AUDIT_ANCHOR_MAIL = known("audit.anchor-mail");

    static final SettingsKey SIGN_IN_PASSWORDS = known("sign-in.passwords");
    static final SettingsKey SIGN_IN_SECOND_FACTOR_FOR = known("sign-in.second-factor-for");
    static final SettingsKey SIGN_IN_IDLE_MINUTES = known("sign-in.idle-minutes");
    static final SettingsKey OIDC_ISSUER = known("sign-in.oidc.issuer");
    static final SettingsKey OIDC_CLIENT_ID = known("sign-in.oidc.client-id");
    static final SettingsKey OIDC_CLIENT_SECRET_FILE = known("sign-in.oidc.client-secret-file");
    static final SettingsKey OIDC_SCOPES = known("sign-in.oidc.scopes");
    static final SettingsKey OIDC_GROUPS_CLAIM = known("sign-in.oidc.groups-claim");
    static final SettingsKey OIDC_CREATE_ACCOUNTS = known("sign-in.oidc.create-accounts");
    static final SettingsKey OIDC_BUTTON = known("sign-in.oidc.button");
    /** By role, in lower case. */
    static final Map<String, SettingsKey> OIDC_ROLES = Map.of(
            "author", known("sign-in.oidc.roles.author"),
            "editor", known("sign-in.oidc.roles.editor"),
            "approver", known("sign-in.oidc.roles.approver"),
            "auditor", known("sign-in.oidc.roles.auditor"),
            "admin", known("sign-in.oidc.roles.admin"));

    static final SettingsKey LDAP_SIGN_IN_BASE = known("sign-in.ldap.base");
    static final SettingsKey LDAP_SIGN_IN_FILTER = known("sign-in.ldap.filter");
    static final SettingsKey LDAP_SIGN_IN_GROUPS_BASE = known("sign-in.ldap.groups-base");
    static final SettingsKey LDAP_SIGN_IN_CREATE_ACCOUNTS = known("sign-in.ldap.create-accounts");
    /** By role, in lower case. */
    static final Map<String, SettingsKey> LDAP_ROLES = Map.of(
            "author", known("sign-in.ldap.roles.author"),
            "editor", known("sign-in.ldap.roles.editor"),
            "approver", known("sign-in.ldap.roles.approver"),
            "auditor", known("sign-in.ldap.roles.auditor"),
            "admin", known("sign-in.ldap.roles.admin"));

    /** The sections of the relay and of the relay for corrections. */
    static final String RELAY = "relay";

    static final String RELAY_FOR_CORRECTIONS = "relay-for-corrections";

    static {
        for (String relay : List.of(RELAY, RELAY_FOR_CORRECTIONS)) {
            for (RelaySettingsKey key : RelaySettingsKey.values()) {
                known(relay + "." + key.path);
            }
        }
    }

    /** Variables with the same prefix that the command line or the start script read. */
    private static final Set<String> OF_THE_COMMAND_LINE =
            Set.of("BELAY_CONFIG", "BELAY_URL", "BELAY_TOKEN", "BELAY_TOKEN_FILE", "BELAY_JAVA", "BELAY_JAVA_OPTS");

    private static SettingsKey known(String path) {
        var key = new SettingsKey(path);
        ALL.add(key);
        return key;
    }

    String variable() {
        return "BELAY_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<SettingsKey> byPath(String path) {
        return ALL.stream()
                .filter(key -> key.path.equals(path))
                .findFirst()
                .or(() -> DirectorySettingsReader.SqlSettingsKey.byPath(path));
    }

    static Optional<SettingsKey> byVariable(String variable) {
        return ALL.stream()
                .filter(key -> key.variable().equals(variable))
                .findFirst()
                .or(() -> DirectorySettingsReader.SqlSettingsKey.byVariable(variable));
    }

    /** Whether the path is a section: {@code relay} contains {@code relay.host}. */
    static boolean isSection(String path) {
        return ALL.stream().anyMatch(key -> key.path.startsWith(path + "."))
                || DirectorySettingsReader.SqlSettingsKey.isSection(path);
    }

    static boolean isForTheCommandLine(String variable) {
        return OF_THE_COMMAND_LINE.contains(variable);
    }

    static List<String> paths() {
        return ALL.stream().map(SettingsKey::path).toList();
    }

    static List<String> variables() {
        return ALL.stream().map(SettingsKey::variable).toList();
    }
}
