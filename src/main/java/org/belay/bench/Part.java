package org.belay.bench;

import java.util.Locale;

/** What can be measured alone, with {@code --only}. */
enum Part {
    DATABASE,
    LIMIT,
    SIZES,
    REALISTIC;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
