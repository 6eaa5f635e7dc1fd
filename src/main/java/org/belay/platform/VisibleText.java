package org.belay.platform;

/** Text for a terminal: a character that a terminal would obey, or that turns the direction of the text, is shown as its escape. */
public final class VisibleText {
    private VisibleText() {}

    /** The text with line ends and tabs as they are. */
    public static String of(String text) {
        if (text.chars().noneMatch(c -> isObeyed((char) c))) {
            return text;
        }
        var shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(of((char) c)));
        return shown.toString();
    }

    public static String of(char c) {
        return isObeyed(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    }

    private static boolean isObeyed(char c) {
        boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F;
        boolean turnsDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F;
        boolean breaksLine = c == 0x2028 || c == 0x2029;
        return control || turnsDirection || breaksLine;
    }
}
