package org.belay.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** The page that a person asked for before they were asked who they are. Only its path is kept, so it never leads elsewhere. */
final class WayBack implements RequestCache {
    private static final String KEY = WayBack.class.getName();

    /** Where to go after signing in: the page that was asked for, or home. */
    static String of(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(KEY) instanceof String path ? path : "/";
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader("Accept");
        boolean page = request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && accept != null
                && accept.contains("text/html");
        String path = request.getRequestURI();
        // "//example.org" would be another host
        if (page && path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\")) {
            String query = request.getQueryString();
            request.getSession().setAttribute(KEY, query == null ? path : path + "?" + query);
        }
    }

    @Override
    public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(KEY);
        }
    }
}
