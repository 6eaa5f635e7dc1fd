package org.belay.testkit;

import java.io.IOException;

/** One action of a fault script at its point. */
@FunctionalInterface
interface Act {
    void play(Turn turn) throws IOException;
}
