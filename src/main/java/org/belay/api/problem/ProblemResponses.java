package org.belay.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.belay.api.view.TemplateView;
import org.belay.platform.BodyTooSlow;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.platform.database.TransientFailure;
import org.belay.platform.text.UnstorableValue;
import org.belay.template.versions.VersionConflict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns exceptions into problem details (RFC 9457) whose {@code detail} is for the user: 409 refused, 404 not found,
 * 400 not JSON, 422 unusable JSON.
 */
@RestControllerAdvice(basePackages = "org.belay.api")
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // before the advice of the pages, which would answer with HTML
public class ProblemResponses extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    /** Retry-After, in seconds. */
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ProblemDetail refused(RequestRefused refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refused.getMessage());
    }

    /** Adds the versions that were published meanwhile, so that a program can tell what to do. */
    @ExceptionHandler
    ProblemDetail overtaken(VersionConflict conflict) {
        ProblemDetail problem = refused(conflict);
        problem.setProperty(
                "meanwhile", conflict.meanwhile().stream().map(TemplateView::of).toList());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notFound(ObjectNotFound notFound) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, notFound.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unfit(UnstorableValue unfit) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, unfit.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unreadable(UnusableRequest unreadable) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, unreadable.getMessage());
        unreadable.members().forEach(problem::setProperty);
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(ServerBusy busy) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, busy.getMessage()));
    }

    /** The connection to the database was lost, or none was available. */
    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<ProblemDetail> away(Exception lost, HttpServletRequest request) {
        log.warn("The database did not answer a request: {}", lost.getMessage());
        return busy(new ServerBusy(TransientFailure.messageFor(request.getMethod())));
    }

    /** {@code ?name=%zz}, or bytes that are not UTF-8. */
    @ExceptionHandler
    ProblemDetail unreadableQuery(InvalidParameterException unreadable) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "The query holds bytes that are not UTF-8 or a % that begins no number. Nothing was done.");
    }

    @ExceptionHandler
    Object broken(Exception failure, HttpServletRequest request) {
        if (TransientFailure.isCauseOf(failure)) return away(failure, request);
        if (hasNotArrived(failure)) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.REQUEST_TIMEOUT, "The request did not arrive, or too slowly. Nothing was done.");
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        log.error("API failure {}", number, failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Internal error. Check whether this was done before you try again; the log of the server has the cause under"
                        + " \"API failure " + number + "\".");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String why = unreadable.getMostSpecificCause().getMessage();
        String first = why == null ? "" : why.lines().findFirst().orElse("");
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "The body is missing or is not the JSON that is expected here. Nothing was done. " + first);
        return handleExceptionInternal(unreadable, problem, headers, status, request);
    }

    /** Writes problem details from a filter, before any controller runs. */
    public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }

    /** The client has closed the connection, or sends too slowly. */
    private static boolean hasNotArrived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof BodyTooSlow) return true;
        }
        return false;
    }
}
