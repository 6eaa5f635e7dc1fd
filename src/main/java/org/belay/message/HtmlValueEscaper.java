package org.belay.message;

import org.jspecify.annotations.Nullable;

/** Escapes a value for HTML element text and quoted attributes. */
final class HtmlValueEscaper {
    private HtmlValueEscaper() {}

    /** The entity for a character; null if it needs none. */
    static @Nullable String entity(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }

    static String escape(String value) {
        var out = new StringBuilder();
        value.codePoints().forEach(c -> {
            String entity = entity(c);
            if (entity == null) {
                out.appendCodePoint(c);
            } else {
                out.append(entity);
            }
        });
        return out.toString();
    }
}
