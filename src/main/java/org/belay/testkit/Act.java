package org.belay.testkit;

import java.io.IOException;

/** One thing that a script does at its point. */
@FunctionalInterface
interface Act {
    void play(Turn turn) throws IOException;
}
