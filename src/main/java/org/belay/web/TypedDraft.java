package org.belay.web;

import java.util.Map;
import org.belay.mailing.Draft;

/**
 * A draft as its form was filled in.
 *
 * @param draft without what could not be read
 * @param unreadable by the input's name, what is wrong with it and how to write it
 */
record TypedDraft(Draft draft, Map<String, String> unreadable) {
    boolean readable() {
        return unreadable.isEmpty();
    }

    String message() {
        return "Nothing was saved. " + String.join(" ", unreadable.values()) + " Your words are below.";
    }
}
