package org.belay.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which server is meant and who is asking. */
final class Connection {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:BELAY_URL:-http://127.0.0.1:8025}",
            description = "the server; else BELAY_URL, else http://127.0.0.1:8025")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:BELAY_TOKEN_FILE}",
            description = "a file that holds your token; else BELAY_TOKEN_FILE, else BELAY_TOKEN itself")
    private Path tokenFile;

    Api api() {
        return Api.withToken(base(), token());
    }

    Api api(String address, String password) {
        return Api.withPassword(base(), address, password);
    }

    private URI base() {
        URI base;
        try {
            base = URI.create(url.replaceAll("(?<!/)/+$", ""));
        } catch (IllegalArgumentException e) {
            throw wrong("The server's address \"" + url + "\" is no URL; write it like http://127.0.0.1:8025");
        }
        if (base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().startsWith("http")) {
            throw wrong("The server's address \"" + url + "\" is not complete; write it like http://127.0.0.1:8025");
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
