package org.belay.smtp;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How long the relay may take at each stage, from our command to its complete reply; after that the socket is closed.
 *
 * <p>At {@link SmtpStage#BODY} it is the time for one block of 16 KiB. A deadline at {@link SmtpStage#END} that is shorter than
 * the relay's own processing makes mails uncertain, so it is long (RFC 5321 4.5.3.2.6).
 */
public record StageDeadlines(Map<SmtpStage, Duration> each) {

    /** RFC 5321 4.5.3.2 where it defines a time; the others are our choice. */
    public static final StageDeadlines STANDARD = new StageDeadlines(Map.ofEntries(
            Map.entry(SmtpStage.CONNECT, Duration.ofSeconds(30)),
            Map.entry(SmtpStage.GREETING, Duration.ofMinutes(5)),
            Map.entry(SmtpStage.EHLO, Duration.ofMinutes(5)),
            Map.entry(SmtpStage.STARTTLS, Duration.ofMinutes(2)),
            Map.entry(SmtpStage.HANDSHAKE, Duration.ofMinutes(1)),
            Map.entry(SmtpStage.AUTH, Duration.ofMinutes(2)),
            Map.entry(SmtpStage.RSET, Duration.ofMinutes(5)),
            Map.entry(SmtpStage.MAIL, Duration.ofMinutes(5)),
            Map.entry(SmtpStage.RCPT, Duration.ofMinutes(5)),
            Map.entry(SmtpStage.DATA, Duration.ofMinutes(2)),
            Map.entry(SmtpStage.BODY, Duration.ofMinutes(3)),
            Map.entry(SmtpStage.END, Duration.ofMinutes(10)),
            Map.entry(SmtpStage.QUIT, Duration.ofSeconds(5))));

    public StageDeadlines {
        each = Map.copyOf(each);
        for (SmtpStage stage : SmtpStage.values()) {
            Duration limit = each.get(stage);
            if (limit == null || limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("The stage " + stage + " needs a positive deadline.");
            }
        }
    }

    public Duration at(SmtpStage stage) {
        return Objects.requireNonNull(each.get(stage), "the constructor checks that every stage has one");
    }

    /** These deadlines, with a different one at {@code stage}. */
    public StageDeadlines with(SmtpStage stage, Duration limit) {
        var changed = new EnumMap<>(each);
        changed.put(stage, limit);
        return new StageDeadlines(changed);
    }
}
