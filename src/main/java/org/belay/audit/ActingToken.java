package org.belay.audit;

import java.util.Optional;

/** The API token with which the current request acts; its name goes into each row that the request's thread records. */
public final class ActingToken {
    private static final ThreadLocal<String> WORDS = new ThreadLocal<>();

    private ActingToken() {}

    /** @param words number and name, {@code 12, laptop} */
    public static void is(String words) {
        WORDS.set(words);
    }

    /** To be called at the end of the request: the thread serves others after it. */
    public static void clear() {
        WORDS.remove();
    }

    static Optional<String> words() {
        return Optional.ofNullable(WORDS.get());
    }
}
