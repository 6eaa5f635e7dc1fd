package org.belay.lab.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.access.ApiTokens;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.lab.sandbox.company.SandboxPersona;
import org.belay.platform.Settings;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the personas at the start of the sandbox. Their tokens are written to {@code sandbox-tokens.json} in
 * the data directory, readable by its owner only, for the story. A restart keeps valid tokens.
 */
@Component
@Profile("sandbox & !serve")
class SandboxPersonas implements InitializingBean {
    static final String FILE = "sandbox-tokens.json";

    private final Users users;
    private final ApiTokens tokens;
    private final Path file;

    SandboxPersonas(Users users, ApiTokens tokens, Settings settings) {
        this.users = users;
        this.tokens = tokens;
        this.file = settings.dataDir().resolve(FILE);
    }

    /** Runs before the first request, so that the people exist when the server answers. */
    @Override
    public void afterPropertiesSet() {
        Map<String, String> kept = read();
        var secrets = new LinkedHashMap<String, String>();
        for (SandboxPersona persona : SandboxPersona.values()) {
            User user = user(persona);
            secrets.put(
                    persona.key(),
                    Optional.ofNullable(kept.get(persona.key()))
                            .filter(secret -> belongsTo(user, secret))
                            .orElseGet(() -> tokens.issue("sandbox", user, user).secret()));
        }
        if (!secrets.equals(kept)) {
            write(secrets);
        }
    }

    User user(SandboxPersona persona) {
        return users.byAddress(persona.address())
                .orElseGet(() -> users.enrol(persona.person(), persona.address(), persona.roles(), "belay"));
    }

    private boolean belongsTo(User user, String secret) {
        return tokens.owner(secret).filter(owner -> owner.user().equals(user)).isPresent();
    }

    private Map<String, String> read() {
        try {
            return Files.exists(file)
                    ? JsonMapper.shared()
                            .readValue(file.toFile(), new TypeReference<LinkedHashMap<String, String>>() {})
                    : Map.of();
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    /** Writes a temporary file and renames it, so that a reader sees the old file or the new one. */
    private void write(Map<String, String> secrets) {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = file.resolveSibling(FILE + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, onlyOwner);
            Files.writeString(fresh, JsonMapper.shared().writeValueAsString(secrets), StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the sandbox's tokens to " + file, e);
        }
    }
}
