package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * A form that is longer than an anonymous request may be: usually of a user whose session has ended while they wrote. The server stores
 * nothing of anonymous requests, and a page with a refusal would replace the page with the text. So the text stays in the browser: the script
 * of the page gets 401 and asks the user to sign in; a browser without script gets 204 and stays on the page (RFC 9110 15.3.5).
 */
final class LongForm {

    private LongForm() {}

    static boolean is(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getContentLengthLong() > BodyLimit.STRANGERS.largest()
                && SignedInBodies.isForm(request)
                && (isOfScript(request) || accept(request).contains("text/html"));
    }

    /** Most browsers read the response only after they have sent their body, so that is read too, and discarded. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, BodyReader bodies) throws IOException {
        response.setStatus(
                isOfScript(request) ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_NO_CONTENT);
        response.flushBuffer();
        try {
            bodies.discard(
                    AnonymousRequestLimits.source(request), request.getContentLengthLong(), request.getRemoteAddr());
        } catch (IOException ended) {
            // the client is gone
        }
    }

    private static boolean isOfScript(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    private static String accept(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Accept")).orElse("");
    }
}
