package org.belay.platform.logging;

/**
 * Escapes text for a terminal: characters that would control the terminal or change the text direction are shown as
 * escapes.
 */
public final class EscapedText {
    private EscapedText() {}

    /** The escaped text; line ends and tabs are kept. */
    public static String of(String text) {
        if (text.chars().noneMatch(c -> controlsTerminal((char) c))) {
            return text;
        }
        var shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(of((char) c)));
        return shown.toString();
    }

    public static String of(char c) {
        return controlsTerminal(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    }

    private static boolean controlsTerminal(char c) {
        boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F;
        boolean turnsDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F;
        boolean breaksLine = c == 0x2028 || c == 0x2029;
        return control || turnsDirection || breaksLine;
    }
}
