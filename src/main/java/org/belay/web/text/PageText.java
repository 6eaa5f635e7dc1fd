package org.belay.web.text;

import java.util.List;

/** A text of the pages that is looked up later, in the language of the request ({@link Messages#text(PageText)}). */
public record PageText(String key, List<Object> arguments) {
    public PageText(String key, Object... arguments) {
        this(key, List.of(arguments));
    }
}
