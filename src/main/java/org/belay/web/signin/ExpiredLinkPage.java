package org.belay.web.signin;

import jakarta.servlet.http.HttpServletResponse;

/** The page for a link that was used, has expired or never existed. */
final class ExpiredLinkPage {
    private ExpiredLinkPage() {}

    static String page(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "spent-link";
    }
}
