package org.belay.smtp;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long the relay may take at each stage, from our command to its complete reply; after that the socket is closed.
 *
 * <p>At {@link Stage#BODY} it is the time for one block of 16 KiB. A deadline at {@link Stage#END} that is shorter than
 * the relay's own processing <em>creates</em> doubt, so it is long (RFC 5321 4.5.3.2.6).
 */
public record Deadlines(Map<Stage, Duration> each) {

    /** RFC 5321 4.5.3.2 where it defines a time; the others are our choice. */
    public static final Deadlines STANDARD = new Deadlines(Map.ofEntries(
            Map.entry(Stage.CONNECT, Duration.ofSeconds(30)),
            Map.entry(Stage.GREETING, Duration.ofMinutes(5)),
            Map.entry(Stage.EHLO, Duration.ofMinutes(5)),
            Map.entry(Stage.STARTTLS, Duration.ofMinutes(2)),
            Map.entry(Stage.HANDSHAKE, Duration.ofMinutes(1)),
            Map.entry(Stage.AUTH, Duration.ofMinutes(2)),
            Map.entry(Stage.RSET, Duration.ofMinutes(5)),
            Map.entry(Stage.MAIL, Duration.ofMinutes(5)),
            Map.entry(Stage.RCPT, Duration.ofMinutes(5)),
            Map.entry(Stage.DATA, Duration.ofMinutes(2)),
            Map.entry(Stage.BODY, Duration.ofMinutes(3)),
            Map.entry(Stage.END, Duration.ofMinutes(10)),
            Map.entry(Stage.QUIT, Duration.ofSeconds(5))));

    public Deadlines {
        each = Map.copyOf(each);
        for (Stage stage : Stage.values()) {
            Duration limit = each.get(stage);
            if (limit == null || limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("The stage " + stage + " needs a positive deadline.");
            }
        }
    }

    public Duration at(Stage stage) {
        return each.get(stage);
    }

    /** These deadlines, with a different one at {@code stage}. */
    public Deadlines with(Stage stage, Duration limit) {
        var changed = new EnumMap<>(each);
        changed.put(stage, limit);
        return new Deadlines(changed);
    }
}
