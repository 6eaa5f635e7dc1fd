package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.belay.platform.NotFound;
import org.belay.platform.Refused;
import org.belay.platform.UnfitValue;
import org.belay.platform.database.PassingFailure;
import org.belay.template.VersionConflict;
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
 * What goes wrong, as a problem (RFC 9457) whose {@code detail} is for the reader: 409 refused, 404 not there, 400 not JSON, 422
 * JSON that cannot be used.
 */
@RestControllerAdvice(basePackages = "org.belay.api")
@Order(Ordered.HIGHEST_PRECEDENCE) // before the pages' own, which would answer a program with a page
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** In seconds. */
    private static final String SOON = "5";

    @ExceptionHandler
    ProblemDetail refused(Refused refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refused.getMessage());
    }

    /** What was published meanwhile is named, so that a program can say what to do. */
    @ExceptionHandler
    ProblemDetail overtaken(VersionConflict conflict) {
        ProblemDetail problem = refused(conflict);
        problem.setProperty(
                "meanwhile", conflict.meanwhile().stream().map(TemplateView::of).toList());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFound notFound) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, notFound.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unfit(UnfitValue unfit) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, unfit.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unreadable(Unreadable unreadable) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, unreadable.getMessage());
        unreadable.more().forEach(problem::setProperty);
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(Busy busy) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SOON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, busy.getMessage()));
    }

    /** The connection to the database broke, or none could be had. */
    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<ProblemDetail> away(Exception lost, HttpServletRequest request) {
        log.warn("The database did not answer a request: {}", lost.getMessage());
        return busy(new Busy(PassingFailure.words(request.getMethod())));
    }

    @ExceptionHandler
    Object broken(Exception failure, HttpServletRequest request) {
        if (PassingFailure.isCauseOf(failure)) return away(failure, request);
        String number = UUID.randomUUID().toString().substring(0, 8);
        log.error("API failure {}", number, failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Belay failed at this. Look whether it was done before you try again; the server's log has the cause under"
                        + " \"API failure " + number + "\".");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
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

    /** A problem that is found before any controller is. */
    static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
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
}
