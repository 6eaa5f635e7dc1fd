package org.belay.audience.source;

import java.util.function.Consumer;

/** A source of people that can be read once. */
@FunctionalInterface
public interface SourceRows {
    /**
     * Passes every row, in a bounded time.
     *
     * @return what the source left out itself, as sentences for people; usually empty
     * @throws org.belay.platform.RequestRefused if the source cannot be read completely
     */
    String read(Consumer<SourceRow> rows);
}
