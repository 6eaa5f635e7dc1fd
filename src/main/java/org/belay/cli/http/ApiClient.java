package org.belay.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The server's HTTP API under {@code /api/v1}. */
public final class ApiClient {
    /** A server that takes longer is reported as unreachable. Imports of large audiences take a while. */
    private static final int READ_MILLIS = 120_000;

    private static final int CONNECT_MILLIS = 5_000;

    private final URI base;
    private final Optional<String> authorization;
    private final Optional<String> code;
    private final int readMillis;

    private ApiClient(URI base, Optional<String> authorization, Optional<String> code, int readMillis) {
        this.base = base;
        this.authorization = authorization;
        this.code = code;
        this.readMillis = readMillis;
    }

    /** The same API with another read timeout. */
    public ApiClient withReadTimeout(Duration atMost) {
        return new ApiClient(base, authorization, code, (int) atMost.toMillis());
    }

    /** Calls as the owner of a token. Without a token the server answers 401. */
    public static ApiClient withToken(URI base, Optional<String> token) {
        return new ApiClient(base, token.map(secret -> "Bearer " + secret), Optional.empty(), READ_MILLIS);
    }

    /**
     * For the request that creates a first token, the only one that may carry a password (RFC 7617).
     *
     * @param code of the second factor
     */
    public static ApiClient withPassword(URI base, String address, String password, Optional<String> code) {
        byte[] both = (address + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ApiClient(base, Optional.of("Basic " + Base64.getEncoder().encodeToString(both)), code, READ_MILLIS);
    }

    /**
     * @throws ServerRefused with the message of the server
     * @throws ServerUnreachable if no answer arrived
     */
    public JsonObject get(String path) {
        return sendEmpty("GET", path);
    }

    public JsonObject post(String path, Map<String, ?> body) {
        return send("POST", path, "application/json", JsonCodec.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public JsonObject put(String path, Map<String, ?> body) {
        return send("PUT", path, "application/json", JsonCodec.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public JsonObject post(String path) {
        return post(path, Map.of());
    }

    public JsonObject post(String path, String contentType, byte[] body) {
        return send("POST", path, contentType, body);
    }

    /** A request body that is written while it is sent, so it may be larger than memory. */
    public interface BodyWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    public JsonObject post(String path, String contentType, BodyWriter body) {
        return send("POST", path, contentType, body, 0, Optional.empty());
    }

    /**
     * Sends an empty POST and saves the answer to a file.
     *
     * @return the value of a header of the answer; empty if it has none
     */
    public String download(String path, Path file, String header) {
        return download(path, new byte[0], file, header);
    }

    /** Sends a POST with a JSON body and saves the answer to a file. */
    public void download(String path, Map<String, ?> body, Path file) {
        download(path, JsonCodec.write(body).getBytes(StandardCharsets.UTF_8), file, "Date");
    }

    private String download(String path, byte[] body, Path file, String header) {
        try {
            HttpURLConnection connection = open("POST", path, Optional.empty());
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            if (connection.getResponseCode() != 200) {
                read(connection);
                throw new ServerRefused(connection.getResponseCode(), "The server sent no file.");
            }
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.ofNullable(connection.getHeaderField(header)).orElse("");
        } catch (IOException e) {
            throw new ServerUnreachable(base, e);
        }
    }

    public JsonObject delete(String path) {
        return sendEmpty("DELETE", path);
    }

    /** Encodes a path segment or query value. */
    public static String urlEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonObject sendEmpty(String method, String path) {
        return send(method, path, null, null, 0, Optional.empty());
    }

    private JsonObject send(String method, String path, String contentType, byte[] body) {
        Function<Optional<String>, JsonObject> send =
                key -> send(method, path, contentType, out -> out.write(body), body.length, key);
        return RequestRetry.isRepeatable(method, path)
                ? RequestRetry.sendWithKey(key -> send.apply(Optional.of(key)))
                : send.apply(Optional.empty());
    }

    /** @param length of the body in bytes; 0 if unknown */
    private JsonObject send(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable BodyWriter body,
            int length,
            Optional<String> key) {
        try {
            HttpURLConnection connection = open(method, path, key);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", contentType);
                if (length > 0) connection.setFixedLengthStreamingMode(length);
                else connection.setChunkedStreamingMode(0);
                try (OutputStream out = connection.getOutputStream()) {
                    body.writeTo(out);
                }
            }
            return read(connection);
        } catch (IOException e) {
            throw new ServerUnreachable(base, e);
        }
    }

    private HttpURLConnection open(String method, String path, Optional<String> key) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(base + "/api/v1" + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        connection.setRequestProperty("Accept", "application/json, application/problem+json, application/zip");
        authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
        code.ifPresent(value -> connection.setRequestProperty("Belay-Code", value));
        key.ifPresent(value -> connection.setRequestProperty("Idempotency-Key", value));
        return connection;
    }

    private JsonObject read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        String type = Optional.ofNullable(connection.getContentType()).orElse("");
        String body;
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        boolean json = type.contains("json");
        if (status >= 200 && status < 300) {
            if (body.isBlank()) return new JsonObject(Map.of());
            if (json) return JsonObject.of(JsonCodec.read(body));
        }
        if (status == 401 || status == 302) throw new ServerRefused(401, notSignedIn());
        boolean askAgain = (status == 409 || status == 503) && connection.getHeaderField("Retry-After") != null;
        if (json) throw ServerRefused.from(status, JsonObject.of(JsonCodec.read(body)), askAgain);
        throw new ServerRefused(
                status, "What answers at " + base + " (status " + status + ") is not a Belay server. Check BELAY_URL.");
    }

    private String notSignedIn() {
        String who = authorization.orElse("");
        if (who.startsWith("Basic")) return "Wrong email or password. No token was created.";
        return who.isEmpty()
                ? "The server needs a token. Set BELAY_TOKEN, or BELAY_TOKEN_FILE to a file that holds it."
                        + " To create a first one: belay token create NAME --sign-in ADDRESS"
                : "This token is unknown, expired or revoked."
                        + " To create a new one: belay token create NAME --sign-in ADDRESS";
    }
}
