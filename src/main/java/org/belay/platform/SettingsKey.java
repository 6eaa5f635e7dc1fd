package org.belay.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Every key there is: its place in {@code belay.yaml}, and with it the name of the environment variable. */
enum SettingsKey {
    SENDER_ADDRESS("sender.address"),
    SENDER_NAME("sender.name"),
    ORGANISATION("organisation"),
    LOOK_COLOUR("look.colour"),
    LOOK_LOGO("look.logo"),
    LOOK_LOGO_WIDTH("look.logo-width"),
    BOUNCE_ADDRESS("bounce-address"),
    RELAY_HOST("relay.host"),
    RELAY_PORT("relay.port"),
    RELAY_SECURITY("relay.security"),
    RELAY_PROFILE("relay.profile"),
    RELAY_USERNAME("relay.username"),
    RELAY_PASSWORD_FILE("relay.password-file"),
    RELAY_EHLO_NAME("relay.ehlo-name"),
    RELAY_CONNECTIONS("relay.connections"),
    DATA_DIR("data-dir"),
    DATABASE_URL("database.url"),
    DATABASE_USER("database.user"),
    DATABASE_PASSWORD_FILE("database.password-file"),
    PUBLIC_URL("public-url"),
    HTTP_ADDRESS("http.address"),
    HTTP_PORT("http.port");

    /** Variables that begin like ours and are read by the command line or by the start script instead. */
    private static final Set<String> OF_THE_COMMAND_LINE =
            Set.of("BELAY_CONFIG", "BELAY_URL", "BELAY_TOKEN", "BELAY_TOKEN_FILE", "BELAY_JAVA", "BELAY_JAVA_OPTS");

    final String path;

    SettingsKey(String path) {
        this.path = path;
    }

    String variable() {
        return "BELAY_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<SettingsKey> byPath(String path) {
        return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
    }

    static Optional<SettingsKey> byVariable(String variable) {
        return Arrays.stream(values())
                .filter(key -> key.variable().equals(variable))
                .findFirst();
    }

    /** Whether keys live under this one: {@code relay} holds {@code relay.host}. */
    static boolean isSection(String path) {
        return Arrays.stream(values()).anyMatch(key -> key.path.startsWith(path + "."));
    }

    static boolean isForTheCommandLine(String variable) {
        return OF_THE_COMMAND_LINE.contains(variable);
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(key -> key.path).toList();
    }

    static List<String> variables() {
        return Arrays.stream(values()).map(SettingsKey::variable).toList();
    }
}
