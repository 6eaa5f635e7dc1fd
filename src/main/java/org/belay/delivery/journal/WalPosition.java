package org.belay.delivery.journal;

import java.util.Optional;

/**
 * Position in the write-ahead log of the database up to which it is flushed to disk. It only grows, also over a crash;
 * a smaller position, or an earlier timeline, belongs to an older copy.
 *
 * @param timeline eight hexadecimal digits; a standby that takes over begins a new one
 * @param flushed position in bytes
 */
public record WalPosition(String timeline, long flushed) {

    public boolean isBehind(WalPosition earlier) {
        int order = timeline.compareTo(earlier.timeline);
        return order < 0 || order == 0 && flushed < earlier.flushed;
    }

    String format() {
        return timeline + " " + flushed;
    }

    /** Empty if the text is not a log position. */
    static Optional<WalPosition> parse(String text) {
        String[] words = text.strip().split(" ");
        try {
            return words.length == 2
                    ? Optional.of(new WalPosition(words[0], Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }
}
