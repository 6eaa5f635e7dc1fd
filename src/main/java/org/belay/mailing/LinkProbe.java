package org.belay.mailing;

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
 * Asks whether there is something behind a link. Follows no redirect, sends nothing but the request, reads no body, and asks the same place
 * once in ten minutes; whom it may ask is decided by {@link CheckLinkAnswers}. All links of a draft are asked at the same time, so a check
 * waits a few seconds at most; it must hold no database connection while it does.
 */
final class LinkProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** For all links of a draft together, with a second try by GET. */
    private static final Duration LONGEST = PATIENCE.multipliedBy(2).plusSeconds(1);

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int MOST = 200;
    private static final int MOST_OF_A_DRAFT = 30;
    private static final int AT_ONCE = 60;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Clock clock;
    private final Map<URI, Seen> seen = new LinkedHashMap<>();

    private record Seen(Instant at, Optional<String> wrong) {}

    LinkProbe(Clock clock) {
        this.clock = clock;
    }

    /** What is wrong with a place, as a sentence that goes on after its address; empty if it answers. */
    Optional<String> wrong(URI link) {
        ask(List.of(link));
        return known(link);
    }

    /** The same as far as it was asked before; asks nothing. */
    Optional<String> known(URI link) {
        return fresh(link).flatMap(Seen::wrong);
    }

    /** Asks those that were not asked lately, and waits for their answers. */
    void ask(Collection<URI> links) {
        List<CompletableFuture<Void>> asked = links.stream()
                .distinct()
                .filter(link -> fresh(link).isEmpty())
                .limit(MOST_OF_A_DRAFT)
                // too many at once over all drafts: this one is asked at the next check
                .filter(link -> places.tryAcquire())
                .map(this::ask)
                .toList();
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unanswered) {
            // what did not answer is remembered as such by the time it does
        }
    }

    private CompletableFuture<Void> ask(URI link) {
        return send(link, "HEAD")
                .thenCompose(answer ->
                        answer == 405 || answer == 501 ? send(link, "GET") : CompletableFuture.completedFuture(answer))
                .handle((answer, failure) -> failure == null ? wrong(answer) : Optional.of(silent(failure)))
                .thenAccept(wrong -> remember(link, wrong))
                .whenComplete((done, failure) -> places.release());
    }

    private CompletableFuture<Integer> send(URI link, String method) {
        try {
            var request = HttpRequest.newBuilder(link)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .timeout(PATIENCE)
                    .build();
            return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode);
        } catch (IllegalArgumentException notToBeAsked) {
            return CompletableFuture.failedFuture(notToBeAsked);
        }
    }

    private static Optional<String> wrong(int answer) {
        boolean there = answer < 400 || answer == 401 || answer == 403;
        return there ? Optional.empty() : Optional.of("answers " + answer);
    }

    private static String silent(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "does not answer (" + cause.getClass().getSimpleName() + ")";
    }

    private Optional<Seen> fresh(URI link) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(link))
                    .filter(known -> known.at().plus(FRESH).isAfter(clock.instant()));
        }
    }

    private void remember(URI link, Optional<String> wrong) {
        synchronized (seen) {
            if (seen.size() >= MOST) seen.clear();
            seen.put(link, new Seen(clock.instant(), wrong));
        }
    }
}
