package org.belay.platform;

/** The keys of a relay; the same under {@code relay} and {@code relay-for-corrections}. */
enum RelaySettingsKey {
    HOST("host"),
    PORT("port"),
    SECURITY("security"),
    PROFILE("profile"),
    USERNAME("username"),
    PASSWORD_FILE("password-file"),
    TOKEN_ENDPOINT("oauth.token-endpoint"),
    CLIENT_ID("oauth.client-id"),
    CLIENT_SECRET_FILE("oauth.client-secret-file"),
    SCOPE("oauth.scope"),
    AUTHORITIES_FILE("tls.authorities-file"),
    CERTIFICATE_FILE("tls.certificate-file"),
    CERTIFICATE_KEY_FILE("tls.key-file"),
    CERTIFICATE_PASSWORD_FILE("tls.certificate-password-file"),
    EHLO_NAME("ehlo-name"),
    RETURN_PATH("return-path"),
    CONNECTIONS("connections"),
    MESSAGES_PER_CONNECTION("limits.messages-per-connection"),
    RECIPIENTS_PER_MESSAGE("limits.recipients-per-message"),
    MESSAGES_PER_SECOND("limits.messages-per-second"),
    MESSAGES_PER_MINUTE("limits.messages-per-minute"),
    RECIPIENTS_PER_SECOND("limits.recipients-per-second"),
    RECIPIENTS_PER_DAY("limits.recipients-per-day"),
    DAY("limits.day"),
    REFUSALS_PER_CONNECTION("limits.refusals-per-connection"),
    OVERLAP("limits.overlap"),
    BREAKER_REFUSALS("breaker.refusals"),
    BREAKER_OF_THE_FIRST("breaker.of-the-first");

    final String path;

    RelaySettingsKey(String path) {
        this.path = path;
    }

    SettingsKey under(String relay) {
        return new SettingsKey(relay + "." + path);
    }
}
