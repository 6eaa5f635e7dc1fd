package org.belay.audit;

import java.util.Optional;

/** The API token of the current request; every audit row that the thread of the request records names it. */
public final class ActingToken {
    private static final ThreadLocal<String> WORDS = new ThreadLocal<>();

    private ActingToken() {}

    /** @param words number and name, such as {@code 12, laptop} */
    public static void set(String words) {
        WORDS.set(words);
    }

    /** Call at the end of the request, because the thread serves other requests afterwards. */
    public static void clear() {
        WORDS.remove();
    }

    static Optional<String> words() {
        return Optional.ofNullable(WORDS.get());
    }
}
