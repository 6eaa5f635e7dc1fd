package org.belay.web.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Bodies of people who are signed in, and of programs with a valid token. Forms and small bodies are read before anything else is done;
 * the others, as an import, are read by the route while few of them hold a thread. All have to arrive with a least speed.
 */
final class SignedInBodies {
    private static final int SMALL = 1024 * 1024;
    /** An import holds a connection of the database's pool while its body arrives, and all requests need that pool. */
    private static final int LARGE_AT_ONCE = 4;

    private final Clock clock;
    private final AnonymousBodyReader readers;
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

    SignedInBodies(Clock clock) {
        this.clock = clock;
        this.readers = new AnonymousBodyReader(BodyLimit.SIGNED_IN, clock);
    }

    /** @param who the same for all requests of one session or token's owner */
    void serve(String who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (isForm(request) || length >= 0 && length <= SMALL) {
            AnonymousRequestLimits.serveRead(readers, who, request, response, chain);
        } else if (large.tryAcquire()) {
            try {
                serveTimed(request, response, chain);
            } finally {
                large.release();
            }
        } else {
            AnonymousRequestLimits.refuse(
                    response,
                    503,
                    "Too many large requests arrive at once. Nothing was done. Try again in some seconds.");
        }
    }

    private void serveTimed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var timed = new TimedRequest(request, clock);
        try {
            chain.doFilter(timed, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            if (!timed.tooSlow()) throw failed;
        }
        if (timed.tooSlow() && !response.isCommitted()) {
            response.reset();
            AnonymousRequestLimits.refuse(response, 408, BodyLimit.TOO_SLOW);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return Optional.ofNullable(request.getContentType())
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
    }
}
