package org.belay.testkit;

import java.io.IOException;

/** One action of a fault script at its point. */
@FunctionalInterface
interface FaultAction {
    void run(ActionContext turn) throws IOException;
}
