package org.belay.cli.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON reader and writer (RFC 8259): objects are {@link Map}, arrays {@link List}, numbers {@link Long} or
 * {@link Double}; null members of objects are left out. For answers of our own server, which are small.
 */
public final class JsonCodec {
    private final String text;
    private int at;

    private JsonCodec(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not JSON; names the position
     */
    public static @Nullable Object read(String text) {
        var json = new JsonCodec(text);
        Object value = json.value();
        json.skipWhitespace();
        if (json.at < text.length()) throw json.unexpected("one value");
        return value;
    }

    /** Writes on one line; the members of an object keep their order. */
    public static String write(Object value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private @Nullable Object value() {
        skipWhitespace();
        if (at == text.length()) throw unexpected("a value");
        char c = text.charAt(at);
        if (c == '{') return object();
        if (c == '[') return array();
        if (c == '"') return string();
        if (text.startsWith("true", at)) return word(4, true);
        if (text.startsWith("false", at)) return word(5, false);
        if (text.startsWith("null", at)) return word(4, null);
        return number();
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        at++;
        if (skipIf('}')) return members;
        do {
            skipWhitespace();
            String name = string();
            expect(':');
            Object value = value();
            if (value != null) members.put(name, value);
        } while (hasNext('}'));
        return members;
    }

    private List<Object> array() {
        var items = new ArrayList<>();
        at++;
        if (skipIf(']')) return items;
        do {
            items.add(value());
        } while (hasNext(']'));
        return items;
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') throw unexpected("a string");
        var out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw unexpected("the end of a string");
    }

    private char escaped() {
        if (++at >= text.length()) throw unexpected("an escape");
        char c = text.charAt(at);
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                if (at + 4 >= text.length()) throw unexpected("four hexadecimal digits");
                char code = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
                at += 4;
                return code;
            default:
                return c;
        }
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String digits = text.substring(start, at);
        try {
            if (digits.matches("-?\\d{1,18}")) return Long.valueOf(digits);
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            at = start;
            throw unexpected("a value");
        }
    }

    private @Nullable Object word(int length, @Nullable Object value) {
        at += length;
        return value;
    }

    private boolean hasNext(char end) {
        if (skipIf(end)) return false;
        expect(',');
        return true;
    }

    private boolean skipIf(char end) {
        skipWhitespace();
        boolean is = at < text.length() && text.charAt(at) == end;
        if (is) at++;
        return is;
    }

    private void expect(char c) {
        if (!skipIf(c)) throw unexpected("'" + c + "'");
    }

    private void skipWhitespace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private IllegalArgumentException unexpected(String wanted) {
        return new IllegalArgumentException("not JSON: " + wanted + " expected at character " + at);
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> members) {
            String comma = "{";
            for (var member : members.entrySet()) {
                out.append(comma);
                quote(out, String.valueOf(member.getKey()));
                out.append(':');
                write(out, member.getValue());
                comma = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> items) {
            String comma = "";
            out.append('[');
            for (Object item : items) {
                out.append(comma);
                write(out, item);
                comma = ",";
            }
            out.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(out, value.toString());
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '\n') out.append("\\n");
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
