package org.belay.web.compose;

import java.util.Map;
import java.util.stream.Collectors;
import org.belay.mailing.model.Draft;
import org.belay.web.text.Messages;
import org.belay.web.text.PageText;

/**
 * A draft as it was typed into the form.
 *
 * @param draft without the inputs that could not be read
 * @param unreadable why an input could not be read and how to write it, by the input's name
 */
record ParsedDraft(Draft draft, Map<String, PageText> unreadable) {
    boolean readable() {
        return unreadable.isEmpty();
    }

    /** All reasons, one after another; empty if every input was readable. */
    String reasons(Messages messages) {
        return unreadable.values().stream().map(messages::text).collect(Collectors.joining(" "));
    }
}
