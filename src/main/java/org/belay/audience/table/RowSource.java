package org.belay.audience.table;

import java.util.List;
import java.util.Optional;
import org.belay.platform.RequestRefused;

/** The rows of one file, in its order. Memory does not grow with the number of rows. */
public interface RowSource extends AutoCloseable {
    /**
     * The next row; empty after the last one.
     *
     * @throws RequestRefused if the file cannot be read from here on
     */
    Optional<TableRow> next();

    /**
     * Called with a row that cannot be used as a whole.
     *
     * @throws RequestRefused if this shows that the rows below cannot be told apart
     */
    default void rejected(TableRow row) {}

    /** The place of a row for messages, as in {@code line 18}. */
    String place(long line);

    /** The place of a cell for messages, as in {@code line 18} or {@code cell B18}. */
    String place(long line, int column);

    /** What a reader of the file may not expect, as that it has other sheets; complete after the last row. */
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();
}
