package org.belay.response;

import java.util.List;

/**
 * What was read out of a message that came back. Whether any of it is about a mail of ours is another question.
 *
 * @param said by recipient; empty unless it is a bounce or a complaint
 * @param from and {@code subject} as they were written, for a person who looks for it
 */
public record Report(Kind kind, List<Said> said, Signs signs, String from, String subject) {

    public Report {
        said = List.copyOf(said);
    }
}
