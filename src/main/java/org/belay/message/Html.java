package org.belay.message;

/** Escapes what a person's value must not be in HTML, in element text and in quoted attributes. */
final class Html {
    private Html() {}

    /** The entity, or null for a character that may stand as it is. */
    static String entity(int c) {
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
