package org.belay.web.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * Bodies of people who are signed in, and of programs with a valid token. Forms and small bodies are read before anything else is done;
 * the others, as a large import, are read by the route while few of them hold a thread. All have to arrive with a least speed.
 */
final class SignedInBodies {
    private static final int SMALL = 1024 * 1024;
    /** An import holds a connection of the database's pool while its body arrives, and all requests need that pool. */
    private static final int LARGE_AT_ONCE = 4;

    private static final int LARGE_OF_ONE = 2;
    /** Most clients read the response only after they have sent their body. */
    private static final long MOST_DISCARDED = 2 * 1024 * 1024;

    private final Clock clock;
    private final BodyReader readers;
    private final ClientPermits large = new ClientPermits(LARGE_AT_ONCE, LARGE_OF_ONE);

    SignedInBodies(Clock clock) {
        this.clock = clock;
        this.readers = new BodyReader(BodyLimit.SIGNED_IN, clock);
    }

    /** @param who the same for all requests of one session or token's owner */
    void serve(String who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (UploadedForm.is(request)) {
            serveUpload(who, request, response, chain);
        } else if (isForm(request) || length >= 0 && length <= SMALL) {
            AnonymousRequestLimits.serveRead(readers, who, request, response, chain);
        } else if (length < 0) {
            serveUnknown(who, request, response, chain);
        } else {
            serveLarge(who, request, new byte[0], response, chain);
        }
    }

    /** The file is on the disk before anything else is done, so that a slow one holds a place here and no connection of the database. */
    private void serveUpload(String who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!large.tryAcquire(who)) {
            refuseLarge(request, response);
            return;
        }
        var timed = new TimedRequest(request, new byte[0], clock);
        UploadedForm form;
        try {
            if (request.getContentLengthLong() > UploadedForm.LARGEST + SMALL) throw UploadedForm.tooLarge();
            form = UploadedForm.read(timed, timed.getInputStream());
        } catch (UploadedForm.FormNotRead notRead) {
            AnonymousRequestLimits.refuse(request, response, notRead.status, String.valueOf(notRead.getMessage()));
            discardRest(timed, response);
            return;
        } catch (IOException brokenOff) {
            String why = timed.tooSlow() ? BodyLimit.TOO_SLOW : "The request did not arrive in full. Nothing was done.";
            AnonymousRequestLimits.refuse(request, response, 408, why);
            return;
        } finally {
            large.release(who);
        }
        try (form) {
            chain.doFilter(form, response);
        }
    }

    private static void refuseLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AnonymousRequestLimits.refuse(
                request,
                response,
                503,
                "Too many large requests arrive at once. Nothing was done. Try again in some seconds.");
    }

    /** Without a length, as from the command line: the body is large if more than the beginning arrives. */
    private void serveUnknown(String who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<byte[]> first =
                AnonymousRequestLimits.read(request, response, body -> readers.readFirst(body, -1, SMALL, who));
        if (first.isEmpty()) return;
        if (first.get().length <= SMALL) {
            chain.doFilter(new BufferedRequest(request, first.get()), response);
        } else {
            serveLarge(who, request, first.get(), response, chain);
        }
    }

    private void serveLarge(
            String who, HttpServletRequest request, byte[] first, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!large.tryAcquire(who)) {
            refuseLarge(request, response);
            return;
        }
        try {
            serveTimed(new TimedRequest(request, first, clock), response, chain);
        } finally {
            large.release(who);
        }
    }

    private static void serveTimed(TimedRequest timed, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(timed, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            if (!timed.tooSlow()) throw failed;
        }
        if (!timed.tooSlow()) {
            if (!timed.isAsyncStarted()) discardRest(timed, response);
        } else if (!response.isCommitted()) {
            response.reset();
            AnonymousRequestLimits.refuse(timed, response, 408, BodyLimit.TOO_SLOW);
        }
    }

    /** Closing a connection while the client sends would make it lose the response, as the reason of a refusal. */
    private static void discardRest(TimedRequest timed, HttpServletResponse response) {
        try {
            var rest = timed.getInputStream();
            if (rest.isFinished()) return;
            response.flushBuffer();
            rest.skip(MOST_DISCARDED);
        } catch (IOException ended) {
            // the client is gone or too slow, and the connection is closed
        }
    }

    static boolean isForm(HttpServletRequest request) {
        return Optional.ofNullable(request.getContentType())
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
    }
}
