package org.belay.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.belay.cli.http.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select the server and the token. */
public final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:BELAY_URL:-http://127.0.0.1:8025}",
            description = "address of the server; default BELAY_URL, else http://127.0.0.1:8025")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:BELAY_TOKEN_FILE}",
            description = "file with your token; default BELAY_TOKEN_FILE, else the value of BELAY_TOKEN")
    private @Nullable Path tokenFile;

    public ApiClient api() {
        return ApiClient.withToken(base(), token());
    }

    ApiClient api(String address, String password, Optional<String> code) {
        return ApiClient.withPassword(base(), address, password, code);
    }

    private URI base() {
        URI base;
        try {
            base = URI.create(url.replaceAll("(?<!/)/+$", ""));
        } catch (IllegalArgumentException e) {
            throw wrong("The server address \"" + url + "\" is not a URL; write it like http://127.0.0.1:8025");
        }
        if (base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().startsWith("http")) {
            throw wrong("The server address \"" + url + "\" is incomplete; write it like http://127.0.0.1:8025");
        }
        return base;
    }

    private Optional<String> token() {
        if (tokenFile == null || tokenFile.toString().isEmpty()) {
            return Optional.ofNullable(System.getenv("BELAY_TOKEN"))
                    .map(String::trim)
                    .filter(token -> !token.isEmpty());
        }
        try {
            return Optional.of(Files.readString(tokenFile).trim());
        } catch (IOException e) {
            throw wrong("The token file " + tokenFile + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
