package org.belay.lab.bench;

import java.util.Locale;

/** The parts of the benchmark; {@code --only} selects one. */
enum BenchPart {
    DATABASE,
    LIMIT,
    SIZES,
    REALISTIC;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
