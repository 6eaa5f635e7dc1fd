package org.belay.delivery;

import java.util.Optional;

/**
 * How far the database's write-ahead log is on disk. It only grows, also over a crash; a smaller one, or one of an
 * earlier timeline, is that of an older copy.
 *
 * @param timeline eight hexadecimal digits; another one after a standby has taken over
 * @param flushed bytes
 */
record LogPosition(String timeline, long flushed) {

    boolean isBehind(LogPosition earlier) {
        int order = timeline.compareTo(earlier.timeline);
        return order < 0 || order == 0 && flushed < earlier.flushed;
    }

    String written() {
        return timeline + " " + flushed;
    }

    /** Empty where the text is none. */
    static Optional<LogPosition> read(String text) {
        String[] words = text.strip().split(" ");
        try {
            return words.length == 2
                    ? Optional.of(new LogPosition(words[0], Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }
}
