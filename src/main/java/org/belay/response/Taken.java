package org.belay.response;

import java.util.List;

/** What was made of a message that was handed in: of each recipient it names, or one line about the whole of it. */
public record Taken(Kind kind, List<Line> lines) {

    /**
     * @param recipient empty where none is named
     * @param again whether this was on record before, and nothing was changed now
     * @param reason what the report gives as one; empty where none
     */
    public record Line(long report, String recipient, Finding finding, boolean again, String reason) {}
}
