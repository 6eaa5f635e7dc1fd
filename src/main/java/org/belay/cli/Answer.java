package org.belay.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object from the server, read by member name. A missing member reads as empty, so answers of an older server
 * can be shown.
 */
public record Answer(Map<String, Object> members) {

    /** The member as text; "" if it is missing. */
    public String text(String name) {
        Object value = members.get(name);
        return value == null ? "" : value.toString();
    }

    /** The member as a whole number; 0 if it is missing. */
    public long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public boolean is(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    public Optional<Answer> object(String name) {
        return Optional.ofNullable(members.get(name)).map(Answer::of);
    }

    /** The objects of a list; empty if the member is missing. */
    public List<Answer> list(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream().map(Answer::of).toList()
                : List.of();
    }

    /** The plain values of a list; empty if the member is missing. */
    public List<String> texts(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    public String json() {
        return Json.write(members);
    }

    @SuppressWarnings("unchecked")
    static Answer of(Object json) {
        if (json instanceof Map<?, ?> map) return new Answer((Map<String, Object>) map);
        throw new IllegalArgumentException("The server did not send a JSON object: " + json);
    }
}
