package org.belay.smtp.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.belay.smtp.wire.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens by client credentials (RFC 6749 4.4): this program authenticates as itself, without a person. A token
 * is cached and replaced five minutes before it expires, or at half of its lifetime if that is short. The secret is
 * read from its file each time, so that it can be changed without a restart. No message contains the secret or a token.
 */
public final class TokenEndpoint implements BearerTokenSource {
    private static final Duration RENEW_BEFORE_EXPIRY = Duration.ofMinutes(5);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 20_000;
    private static final int LONGEST = 64 * 1024;

    private final URI endpoint;
    private final String clientId;
    private final Path secretFile;
    private final String scope;
    private final InstantSource clock;

    private @Nullable String token;
    private Instant renewal = Instant.MIN;

    /**
     * @param endpoint token endpoint; https, or http on this machine only
     * @param secretFile file with the client's secret; white space around it is ignored
     * @param scope scope of the token, for example {@code https://outlook.office365.com/.default}
     */
    public TokenEndpoint(URI endpoint, String clientId, Path secretFile, String scope) {
        this(endpoint, clientId, secretFile, scope, InstantSource.system());
    }

    TokenEndpoint(URI endpoint, String clientId, Path secretFile, String scope, InstantSource clock) {
        boolean loopback = String.valueOf(endpoint.getHost()).matches("localhost|127(\\.\\d+){3}|\\[::1\\]");
        boolean encrypted = "https".equalsIgnoreCase(endpoint.getScheme()) && endpoint.getHost() != null;
        if (!encrypted && !(loopback && "http".equalsIgnoreCase(endpoint.getScheme()))) {
            throw new IllegalArgumentException("The token endpoint " + endpoint
                    + " must begin with https: a secret is sent to it. Plain http is only for this machine.");
        }
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.secretFile = secretFile;
        this.scope = scope;
        this.clock = clock;
    }

    @Override
    public synchronized String token() throws IOException {
        Instant now = clock.instant();
        String current = token;
        if (current == null || !now.isBefore(renewal)) {
            current = fetch(now);
            token = current;
        }
        return current;
    }

    @Override
    public synchronized void refused(String which) {
        if (which.equals(token)) {
            token = null;
        }
    }

    private String fetch(Instant now) throws IOException {
        String secret = secret();
        Map<String, String> response = ask(secret);
        String given = response.getOrDefault("access_token", "");
        if (given.isEmpty()) {
            throw new TokenRefused("The token endpoint " + endpoint + " answered without a token.");
        }
        Duration life = life(response.getOrDefault("expires_in", "0"));
        Duration early =
                life.compareTo(RENEW_BEFORE_EXPIRY.multipliedBy(2)) < 0 ? life.dividedBy(2) : RENEW_BEFORE_EXPIRY;
        renewal = now.plus(life).minus(early);
        return given;
    }

    private Map<String, String> ask(String secret) throws IOException {
        byte[] form = ("grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                        + encoded(secret) + "&scope=" + encoded(scope))
                .getBytes(StandardCharsets.US_ASCII);
        int status;
        String body;
        var http = (HttpURLConnection) endpoint.toURL().openConnection();
        try {
            http.setInstanceFollowRedirects(false); // never send the secret to another address
            http.setConnectTimeout(CONNECT_MILLIS);
            http.setReadTimeout(READ_MILLIS);
            http.setRequestMethod("POST");
            http.setDoOutput(true);
            http.setRequestProperty("Accept", "application/json");
            http.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            try (var out = http.getOutputStream()) {
                out.write(form);
            }
            status = http.getResponseCode();
            try (InputStream in = status < 400 ? http.getInputStream() : http.getErrorStream()) {
                body = in == null ? "" : new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IOException("The token endpoint " + endpoint + " cannot be reached: " + e.getMessage() + ".", e);
        } finally {
            http.disconnect();
        }
        return interpret(status, body, secret);
    }

    private Map<String, String> interpret(int status, String body, String secret) throws IOException {
        Map<String, String> response;
        try {
            response = FlatJson.read(body);
        } catch (IllegalArgumentException notJson) {
            response = Map.of();
        }
        if (status == 200) {
            return response;
        }
        String why = PrintableText.of(
                (response.getOrDefault("error", "") + " " + response.getOrDefault("error_description", ""))
                        .strip()
                        .replace(secret, "****"));
        String what = "The token endpoint " + endpoint + " answered " + status
                + (why.isEmpty() ? "" : ": " + why.substring(0, Math.min(why.length(), 300))) + ".";
        if (status >= 500 || status == 429) {
            throw new IOException(what + " Belay asks again later.");
        }
        throw new TokenRefused(what + " Check the client id " + clientId + ", the secret in " + secretFile
                + " and the scope " + scope + ".");
    }

    private String secret() throws TokenRefused {
        try {
            String secret = Files.readString(secretFile).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
            throw new TokenRefused("The file " + secretFile + " is empty. Put the client's secret into it.");
        } catch (TokenRefused e) {
            throw e;
        } catch (IOException e) {
            throw new TokenRefused("The client's secret cannot be read from " + secretFile + " (" + e
                    + "). Put it there, readable for the user that runs this program.");
        }
    }

    private static Duration life(String seconds) {
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
