package org.belay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The server's HTTP API under {@code /api/v1}. */
public final class Api {
    /** A server that does not answer in this time is reported as such; imports of large audiences take a while. */
    private static final int READ_MILLIS = 120_000;

    private static final int CONNECT_MILLIS = 5_000;

    private final URI base;
    private final Optional<String> token;

    public Api(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** @throws ServerRefused with the server's own words, ServerUnreachable when there was no answer */
    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path) {
        return post(path, Map.of());
    }

    public Answer post(String path, String contentType, byte[] body) {
        return send("POST", path, contentType, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** A path segment or query value that may hold anything. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(String method, String path, String contentType, byte[] body) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(base + "/api/v1" + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty("Accept", "application/json, application/problem+json");
            token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", contentType);
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            return read(connection);
        } catch (IOException e) {
            throw new ServerUnreachable(base, e);
        }
    }

    private Answer read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        String type = Optional.ofNullable(connection.getContentType()).orElse("");
        String body;
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        boolean json = type.contains("json");
        if (status >= 200 && status < 300) {
            if (body.isBlank()) return new Answer(Map.of());
            if (json) return Answer.of(Json.read(body));
        }
        if (status == 401 || status == 302) throw new ServerRefused(401, notSignedIn());
        if (json) throw ServerRefused.from(status, Answer.of(Json.read(body)));
        throw new ServerRefused(
                status, "What answers at " + base + " (status " + status + ") is no Belay. Is BELAY_URL right?");
    }

    private String notSignedIn() {
        return token.isPresent()
                ? "The server does not know this token, or it was revoked. Make one with: belay token create NAME"
                : "The server wants a token. Set BELAY_TOKEN, or BELAY_TOKEN_FILE to a file that holds it.";
    }
}
