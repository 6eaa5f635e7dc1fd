package org.belay.web.signin;

import jakarta.servlet.http.HttpServletResponse;

/** The same page for a link that was used, is too old, or never was. */
final class SpentLink {
    private SpentLink() {}

    static String page(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "spent-link";
    }
}
