package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An accepted message: its envelope with the accepted recipients, and its bytes after undoing dot stuffing. */
public record AcceptedMail(String returnPath, List<String> recipients, byte[] bytes) {
    private static final Pattern MESSAGE_ID =
            Pattern.compile("^Message-ID:.*\r\n([ \t].*\r\n)*", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The first header field of this name, unfolded but not decoded; empty if there is none. */
    public Optional<String> header(String name) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = (end < 0 ? text : text.substring(0, end)).replaceAll("\r\n[ \t]+", " ");
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public String messageId() {
        return header("Message-ID").orElse("");
    }

    /** The same message with another Message-ID, as some relays replace it. */
    AcceptedMail withMessageId(String messageId) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1); // maps every byte to one character
        String renamed = MESSAGE_ID.matcher(text).replaceFirst("Message-ID: " + messageId + "\r\n");
        return new AcceptedMail(returnPath, recipients, renamed.getBytes(StandardCharsets.ISO_8859_1));
    }
}
