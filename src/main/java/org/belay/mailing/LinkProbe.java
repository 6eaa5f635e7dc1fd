package org.belay.mailing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks whether there is something behind a link. Follows no redirect, sends nothing but the request, reads no body, and asks
 * the same place once in ten minutes; whom it may ask is decided by {@link CheckLinkAnswers}.
 */
final class LinkProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int MOST = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Clock clock;
    private final Map<URI, Seen> seen = new LinkedHashMap<>();

    private record Seen(Instant at, Optional<String> wrong) {}

    LinkProbe(Clock clock) {
        this.clock = clock;
    }

    /** What is wrong with a place, as a sentence that goes on after its address; empty if it answers. */
    Optional<String> wrong(URI link) {
        Instant now = clock.instant();
        synchronized (seen) {
            Seen known = seen.get(link);
            if (known != null && known.at().plus(FRESH).isAfter(now)) return known.wrong();
        }
        Optional<String> wrong = ask(link);
        synchronized (seen) {
            if (seen.size() >= MOST) seen.clear();
            seen.put(link, new Seen(now, wrong));
        }
        return wrong;
    }

    private Optional<String> ask(URI link) {
        try {
            int answer = send(link, "HEAD");
            if (answer == 405 || answer == 501) answer = send(link, "GET");
            boolean there = answer < 400 || answer == 401 || answer == 403;
            return there ? Optional.empty() : Optional.of("answers " + answer);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("does not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private int send(URI link, String method) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(link)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
