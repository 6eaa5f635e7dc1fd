package org.belay.web.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.belay.access.ApiTokens;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps threads free for signed-in users, so that Stop works under any load of anonymous requests: these use at most
 * {@link #MAX_CONCURRENT} of the 200 threads, and {@link BodyReader} reads their bodies before any other processing. Probes without a
 * body always pass. Bodies of signed-in users have limits of their own ({@link SignedInBodies}), so that one user cannot occupy all
 * threads.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after PublicUrlFilter, which finds the client's address
class AnonymousRequestLimits extends OncePerRequestFilter {
    private static final int MAX_CONCURRENT = 120;
    private static final String BEARER = "Bearer ";

    private final ApiTokens tokens;
    private final BodyReader bodies;
    private final SignedInBodies signedIn;
    private final Semaphore places = new Semaphore(MAX_CONCURRENT);

    AnonymousRequestLimits(ApiTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.bodies = new BodyReader(BodyLimit.STRANGERS, clock);
        this.signedIn = new SignedInBodies(clock);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> who = signedIn(request);
        if (who.isPresent() && hasBody(request)) {
            signedIn.serve(who.get(), request, response, chain);
        } else if (who.isPresent() || PublicUrlFilter.isProbe(request) && !hasBody(request)) {
            chain.doFilter(request, response);
        } else if (places.tryAcquire()) {
            try {
                serve(request, response, chain);
            } finally {
                places.release();
            }
        } else {
            refuse(request, response, 503, "Belay is busy. Nothing was done. Try again in a few seconds.");
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
        } else if (LongForm.is(request)) {
            LongForm.refuse(request, response, bodies);
        } else {
            serveRead(bodies, request.getRemoteAddr(), request, response, chain);
        }
    }

    /** Reads the body first. */
    static void serveRead(
            BodyReader bodies,
            String client,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        Optional<byte[]> body =
                read(request, response, source -> bodies.read(source, request.getContentLengthLong(), client));
        if (body.isPresent()) chain.doFilter(new BufferedRequest(request, body.get()), response);
    }

    /** Reads a body, or a part of it. */
    interface Reading {
        byte[] of(BodyReader.BodySource body) throws IOException, BodyReader.BodyNotRead;
    }

    /** @return nothing if it was refused */
    static Optional<byte[]> read(HttpServletRequest request, HttpServletResponse response, Reading reading)
            throws IOException {
        try {
            return Optional.of(reading.of(source(request)));
        } catch (BodyReader.BodyNotRead notRead) {
            refuse(request, response, notRead.status, notRead.getMessage());
        } catch (IOException brokenOff) {
            refuse(request, response, 408, "The request did not arrive in full. Nothing was done.");
        }
        return Optional.empty();
    }

    /** Identifies the user over all requests of a session or token. Only signed-in users have a session. */
    private Optional<String> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) return Optional.of("session " + session.getId());
        String shown = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        return shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? tokens.owner(shown.substring(BEARER.length()).strip())
                        .map(owner -> "token of " + owner.user().id())
                : Optional.empty();
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    static BodyReader.BodySource source(HttpServletRequest request) throws IOException {
        var in = request.getInputStream();
        return new BodyReader.BodySource() {
            @Override
            public int available() throws IOException {
                return in.available();
            }

            @Override
            public int read(byte[] into) throws IOException {
                return in.read(into);
            }
        };
    }

    /** The container closes the connection after this response without waiting for the rest of the body. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String why)
            throws IOException {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "10");
        }
        boolean program = request.getRequestURI().startsWith("/api/");
        response.setContentType(
                program ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8");
        String body = program ? problem(request, status, why) : why + "\n";
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the form that the API's other refusals have. */
    private static String problem(HttpServletRequest request, int status, String why) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.valueOf(status).getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", why);
        problem.put("instance", request.getRequestURI());
        return JsonMapper.shared().writeValueAsString(problem);
    }
}
