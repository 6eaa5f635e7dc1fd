package org.belay.smtp.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the strings, numbers and literals of one JSON object (RFC 8259); nested values are skipped. */
final class FlatJson {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not one JSON object */
    static Map<String, String> read(String text) {
        try {
            var json = new FlatJson(text);
            Map<String, String> found = json.object(0);
            json.skipSpace();
            if (json.at < text.length()) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
            return found;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the JSON ends early", e);
        }
    }

    private Map<String, String> object(int depth) {
        var found = new LinkedHashMap<String, String>();
        expect('{');
        if (!ends('}')) {
            do {
                String name = string();
                expect(':');
                value(depth + 1, name, found);
            } while (goesOn('}'));
        }
        return found;
    }

    private void value(int depth, String name, Map<String, String> found) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the JSON is nested too deeply");
        }
        skipSpace();
        switch (text.charAt(at)) {
            case '"' -> found.put(name, string());
            case '{' -> object(depth);
            case '[' -> array(depth);
            default -> found.put(name, word());
        }
    }

    private void array(int depth) {
        expect('[');
        if (!ends(']')) {
            do {
                value(depth + 1, "", new LinkedHashMap<>());
            } while (goesOn(']'));
        }
    }

    private String word() {
        int from = at;
        while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("the JSON has no value at character " + at);
        }
        return text.substring(from, at);
    }

    private String string() {
        expect('"');
        var out = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> c;
        };
    }

    private boolean goesOn(char end) {
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private boolean ends(char end) {
        skipSpace();
        if (text.charAt(at) != end) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        skipSpace();
        if (text.charAt(at++) != c) {
            throw new IllegalArgumentException("the JSON has no '" + c + "' at character " + (at - 1));
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
