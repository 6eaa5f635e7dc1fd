package org.belay.web.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form that was sent after its session had ended. The server stores nothing of anonymous requests, so the sign-in page carries the text in
 * hidden fields; after signing in it waits in the session until the user has sent or discarded it ({@link KeptFormPage}). A form too long for
 * that stays in the browser: the response is 204, after which the browser still shows the page with the text.
 *
 * @param action path to which the form was sent
 * @param fields in their order
 */
public record KeptForm(String action, List<Field> fields) implements Serializable {
    static final String NAME = "org.belay.web.signin.KeptForm";

    /** Bytes, as the sign-in form will send them: it must be within the limit of anonymous requests, 64 KB. */
    private static final int MOST_CARRIED = 60 * 1024;

    private static final String ACTION = "kept-action";
    private static final String PREFIX = "kept.";
    /** Forms with secrets, or that mean nothing later. */
    private static final Pattern NEVER =
            Pattern.compile("/(?:sign-in(?:/.*)?|sign-out|account/.*|sandbox/sign-in|(?:first|welcome)/.*)");

    public record Field(String name, String value) implements Serializable {
        /** Words of a person, not a number that the form brought along. */
        public boolean written() {
            return value.strip().contains(" ") || value.strip().contains("\n");
        }
    }

    public KeptForm {
        fields = List.copyOf(fields);
    }

    /** Shows the sign-in page with the form that this request sends. False: it sends none that is worth keeping. */
    static boolean showAtSignIn(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<KeptForm> form = sent(request);
        if (form.isEmpty()) return false;
        if (form.get().encodedLength() > MOST_CARRIED) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return true;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        request.setAttribute(NAME, form.get());
        request.getRequestDispatcher("/sign-in").forward(new AsGet(request), response);
        return true;
    }

    /** Shows the form of a person whose session is newer than the form. False: it sends none that is worth keeping. */
    static boolean showAgain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<KeptForm> form = sent(request);
        if (form.isEmpty()) return false;
        request.getSession().setAttribute(NAME, form.get());
        response.sendRedirect("/kept");
        return true;
    }

    private static Optional<KeptForm> sent(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        boolean form = request.getMethod().equals("POST")
                && accept.contains("text/html")
                && request.getHeader("HX-Request") == null
                && isOurs(request);
        return form ? of(request.getRequestURI(), fields(request, "")) : Optional.empty();
    }

    /** What the sign-in page carries. */
    static Optional<KeptForm> carried(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(ACTION)).flatMap(action -> of(action, fields(request, PREFIX)));
    }

    private static Optional<KeptForm> of(String action, List<Field> fields) {
        // a decision without words, as an approval, is made again and not repeated
        boolean wordless = fields.stream().noneMatch(Field::written);
        return wordless
                        || !RequestedPage.isPath(action)
                        || NEVER.matcher(action).matches()
                ? Optional.empty()
                : Optional.of(new KeptForm(action, fields));
    }

    private long encodedLength() {
        return fields.stream()
                .mapToLong(field -> URLEncoder.encode(PREFIX + field.name, StandardCharsets.UTF_8)
                                .length()
                        + URLEncoder.encode(field.value, StandardCharsets.UTF_8).length()
                        + "=&".length())
                .sum();
    }

    private static List<Field> fields(HttpServletRequest request, String prefix) {
        var fields = new ArrayList<Field>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(prefix) && !name.equals("_csrf")) {
                for (String value : values) fields.add(new Field(name.substring(prefix.length()), value));
            }
        });
        return fields;
    }

    /** Another site's words are not shown as those of the person (Fetch Metadata; RFC 6454 7). */
    private static boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (site != null) return site.equals("same-origin");
        if (origin == null) return true;
        try {
            return request.getServerName().equalsIgnoreCase(URI.create(origin).getHost());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static final class AsGet extends HttpServletRequestWrapper {
        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
