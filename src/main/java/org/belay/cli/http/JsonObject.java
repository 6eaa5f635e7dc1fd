package org.belay.cli.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from the server, read by member name. A missing member reads as empty, so answers of an older server
 * can be shown.
 */
public record JsonObject(Map<String, Object> members) {

    /** The member as text; "" if it is missing. */
    public String text(String name) {
        Object value = members.get(name);
        return value == null ? "" : value.toString();
    }

    /** The member as a whole number; 0 if it is missing. */
    public long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    public Optional<JsonObject> object(String name) {
        return Optional.ofNullable(members.get(name)).map(JsonObject::of);
    }

    /** The objects of a list; empty if the member is missing. */
    public List<JsonObject> list(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream().map(JsonObject::of).toList()
                : List.of();
    }

    /** The plain values of a list; empty if the member is missing. */
    public List<String> texts(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    public String json() {
        return JsonCodec.write(members);
    }

    @SuppressWarnings("unchecked")
    public static JsonObject of(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) return new JsonObject((Map<String, Object>) map);
        throw new IllegalArgumentException("The server did not send a JSON object: " + json);
    }
}
