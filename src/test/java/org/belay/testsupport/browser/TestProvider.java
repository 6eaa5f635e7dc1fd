package org.belay.testsupport.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** An OpenID Connect provider on a socket that signs in at once. */
public final class TestProvider implements AutoCloseable {
    private static final String ISSUER = "corp";
    private static final long SECONDS = 600;

    private final MockOAuth2Server server = new MockOAuth2Server();

    private TestProvider() {}

    public static TestProvider start() {
        var provider = new TestProvider();
        provider.server.start(InetAddress.getLoopbackAddress(), 0);
        return provider;
    }

    public String issuer() {
        return server.issuerUrl(ISSUER).toString();
    }

    /** The person of the next token. */
    public TestProvider next(String subject, Map<String, Object> claims) {
        server.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of("belay"), claims, SECONDS));
        return this;
    }

    /** Path and query with which the provider sends a browser back that comes with this address. */
    public String signIn(URI authorization) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(authorization).build(), BodyHandlers.ofString());
            URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
            return back.getRawPath() + "?" + back.getRawQuery();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
