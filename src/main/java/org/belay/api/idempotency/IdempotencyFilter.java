package org.belay.api.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.access.SignedIn;
import org.belay.access.UserId;
import org.belay.api.problem.ProblemResponses;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Executes a request with an {@code Idempotency-Key} once (draft-ietf-httpapi-idempotency-key-header), however often
 * and to however many nodes it is sent; a repeated request gets the first response again.
 *
 * <p>The work of the request and its stored response are one transaction. If the process dies within it, nothing is
 * done and nothing stored; after the commit the response is stored before it is sent. A response of 400 or more means
 * that nothing was done, so its transaction is rolled back. A refusal (4xx) is then stored in a second transaction; a
 * failure (5xx) is not stored, so the request may be tried again.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";

    /** The usual name of this header; the draft defines none. */
    static final String REPLAYED = "Idempotent-Replayed";

    /** The quoted string of the draft (RFC 9651 3.3.3), or the same without quotes, as most programs send it. */
    private static final Pattern WRITTEN =
            Pattern.compile("\"(?<quoted>[ !#-\\[\\]-~]{1,255})\"|(?<bare>[!#-+\\--:<-\\[\\]-~]{1,255})");

    private final IdempotencyStore kept;
    private final PlatformTransactionManager transactions;

    public IdempotencyFilter(IdempotencyStore kept, PlatformTransactionManager transactions) {
        this.kept = kept;
        this.transactions = transactions;
    }

    /**
     * Users and tokens are excluded, because their responses contain links and secrets that are stored nowhere in
     * clear text. A check changes nothing.
     */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getHeader(KEY) == null
                || !request.getMethod().equals("POST")
                || path.equals("/api/v1/mailings/check")
                || path.equals("/api/v1/audiences/preview")
                || !(path.startsWith("/api/v1/mailings")
                        || path.startsWith("/api/v1/audiences")
                        || path.equals("/api/v1/people/leave")
                        || path.equals("/api/v1/people/return"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher written = WRITTEN.matcher(request.getHeader(KEY).strip());
        if (!written.matches()) {
            ProblemResponses.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "The header Idempotency-Key must hold 1 to 255 visible ASCII characters, best a UUID in double"
                            + " quotes. Nothing was done.");
            return;
        }
        String key = written.group("quoted") == null ? written.group("bare") : written.group("quoted");
        executeOnce(caller(request), key, new HashedRequest(request), response, chain);
    }

    private void executeOnce(
            UserId caller, String key, HashedRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = new ContentCachingResponseWrapper(response);
        TransactionStatus work = transactions.getTransaction(null);
        boolean done = false;
        try {
            if (!kept.tryLock(caller, key)) {
                running(response);
                return;
            }
            Optional<StoredResponse> first = kept.find(caller, key);
            if (first.isPresent()) {
                replay(first.get(), request, response);
                return;
            }
            chain.doFilter(request, answer);
            if (answer.getStatus() < 400) {
                kept.store(caller, key, answered(request, answer));
                done = true;
            }
        } finally {
            if (!done) undo(work);
        }
        if (done && !committed(work)) {
            unknown(response);
            return;
        }
        if (!done && answer.getStatus() < 500) {
            StoredResponse refusal = answered(request, answer);
            new TransactionTemplate(transactions).executeWithoutResult(tx -> kept.store(caller, key, refusal));
        }
        answer.copyBodyToResponse();
    }

    private boolean committed(TransactionStatus work) {
        try {
            transactions.commit(work);
            return true;
        } catch (TransactionException | DataAccessException broken) {
            logger.warn("The commit of a request with an Idempotency-Key failed", broken);
            return false;
        }
    }

    /** If the connection is lost, the database rolls back itself. */
    private void undo(TransactionStatus work) {
        try {
            transactions.rollback(work);
        } catch (TransactionException | DataAccessException broken) {
            logger.warn("The rollback of a request with an Idempotency-Key failed", broken);
        }
    }

    private static void unknown(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        ProblemResponses.write(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "It is unknown whether the database committed this. Send it again with the same Idempotency-Key: if it"
                        + " was done, you get its response; if not, it is done now.");
    }

    private static StoredResponse answered(HashedRequest request, ContentCachingResponseWrapper answer)
            throws IOException {
        return new StoredResponse(
                request.storedRequest(),
                answer.getStatus(),
                Optional.ofNullable(answer.getContentType()),
                answer.getContentAsByteArray());
    }

    private static void running(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        ProblemResponses.write(
                response,
                HttpStatus.CONFLICT,
                "A request with this Idempotency-Key is still running. This one was not processed."
                        + " Send it again in a second to get the response of the first one.");
    }

    private static void replay(StoredResponse first, HashedRequest request, HttpServletResponse response)
            throws IOException {
        if (!first.request().equals(request.storedRequest())) {
            ProblemResponses.write(
                    response,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "This Idempotency-Key belongs to another request of yours (%s %s, or the same with another body)."
                                    .formatted(
                                            first.request().method(),
                                            first.request().path())
                            + " Nothing was done. Use a new key for each request.");
            return;
        }
        response.setHeader(REPLAYED, "true");
        response.setStatus(first.status());
        first.contentType().ifPresent(response::setContentType);
        response.getOutputStream().write(first.body());
    }

    private static UserId caller(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof Authentication who && who.getPrincipal() instanceof SignedIn me) {
            return me.user().id();
        }
        throw new IllegalStateException("an unauthenticated request passed authorization");
    }
}
