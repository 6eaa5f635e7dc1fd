package org.belay.mailing.draft;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tests whether a link can be reached, with an HTTP HEAD (or GET) request. Follows no redirect, sends no data, reads no body, and requests
 * the same URI at most once in ten minutes. The caller decides which hosts may be requested. All links of a draft are requested in parallel,
 * so a check waits a few seconds at most; the caller must hold no database connection meanwhile.
 */
final class LinkProbe {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);
    /** For all links of a draft together, including the second request with GET. */
    private static final Duration TOTAL_TIMEOUT =
            REQUEST_TIMEOUT.multipliedBy(2).plusSeconds(1);

    private static final Duration CACHE_TIME = Duration.ofMinutes(10);
    private static final int MAX_CACHED = 200;
    private static final int MAX_PER_DRAFT = 30;
    private static final int MAX_PARALLEL = 60;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(REQUEST_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Semaphore permits = new Semaphore(MAX_PARALLEL);
    private final Clock clock;
    private final Map<URI, ProbeResult> seen = new LinkedHashMap<>();

    private record ProbeResult(Instant at, Optional<String> problem) {}

    LinkProbe(Clock clock) {
        this.clock = clock;
    }

    /** Probes a link. Returns the problem, worded to follow the address ("answers 404"); empty if the link can be reached. */
    Optional<String> probe(URI link) {
        probeAll(List.of(link));
        return lastProblem(link);
    }

    /** The problem found by the last probe; empty if there was none in the last ten minutes. Sends no request. */
    Optional<String> lastProblem(URI link) {
        return fresh(link).flatMap(ProbeResult::problem);
    }

    /** Probes all links without a fresh result, and waits for the answers. */
    void probeAll(Collection<URI> links) {
        List<CompletableFuture<Void>> probes = links.stream()
                .distinct()
                .filter(link -> fresh(link).isEmpty())
                .limit(MAX_PER_DRAFT)
                // without a permit, too many requests are running for all drafts: the next check probes this link
                .filter(link -> permits.tryAcquire())
                .map(this::request)
                .toList();
        try {
            CompletableFuture.allOf(probes.toArray(CompletableFuture[]::new))
                    .get(TOTAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unanswered) {
            // a link that has not answered yet is recorded when its request ends
        }
    }

    private CompletableFuture<Void> request(URI link) {
        return send(link, "HEAD")
                .thenCompose(answer ->
                        answer == 405 || answer == 501 ? send(link, "GET") : CompletableFuture.completedFuture(answer))
                .handle((answer, failure) -> failure == null ? problem(answer) : Optional.of(unreachable(failure)))
                .thenAccept(problem -> remember(link, problem))
                .whenComplete((done, failure) -> permits.release());
    }

    private CompletableFuture<Integer> send(URI link, String method) {
        try {
            var request = HttpRequest.newBuilder(link)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .timeout(REQUEST_TIMEOUT)
                    .build();
            return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode);
        } catch (IllegalArgumentException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
    }

    private static Optional<String> problem(int status) {
        boolean reachable = status < 400 || status == 401 || status == 403;
        return reachable ? Optional.empty() : Optional.of("answers " + status);
    }

    private static String unreachable(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "does not answer (" + cause.getClass().getSimpleName() + ")";
    }

    private Optional<ProbeResult> fresh(URI link) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(link))
                    .filter(known -> known.at().plus(CACHE_TIME).isAfter(clock.instant()));
        }
    }

    private void remember(URI link, Optional<String> problem) {
        synchronized (seen) {
            if (seen.size() >= MAX_CACHED) seen.clear();
            seen.put(link, new ProbeResult(clock.instant(), problem));
        }
    }
}
