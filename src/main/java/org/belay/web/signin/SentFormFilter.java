package org.belay.web.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Removes a {@link KeptForm} from the session once it was sent and accepted, so that it is not offered, and sent, a second time. */
@Component
class SentFormFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getMethod().equals("POST") ? request.getSession(false) : null;
        Object before = session == null ? null : session.getAttribute(KeptForm.NAME);
        chain.doFilter(request, response);
        if (before instanceof KeptForm kept
                && kept.action().equals(request.getRequestURI())
                && response.getStatus() < 400
                && session == request.getSession(false)
                && session.getAttribute(KeptForm.NAME) == before) {
            session.removeAttribute(KeptForm.NAME);
        }
    }
}
