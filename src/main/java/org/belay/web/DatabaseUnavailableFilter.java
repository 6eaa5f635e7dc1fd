package org.belay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.belay.platform.database.TransientFailure;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 after a passing failure of the database ({@link TransientFailure}): whether the request was completed is unknown, and the client may
 * send it again. Other failures are thrown on.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseUnavailableFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failed) {
            if (response.isCommitted() || !TransientFailure.isCauseOf(failed)) {
                throw failed;
            }
            response.reset();
            answer(request, response);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String words = TransientFailure.messageFor(request.getMethod());
        response.setHeader("Retry-After", "1");
        if (!request.getRequestURI().startsWith("/api/")) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, words);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(("{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"" + words + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
