package org.belay.directory.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.Optional;

/** Reads the attributes of resources; names of attributes have no case (RFC 7643 section 2.1). */
public final class ScimJson {
    private static final int LONGEST_VALUE = 1_000;
    private static final int LARGEST = 64 << 10;

    private ScimJson() {}

    /** @throws BadRequestException if it is no JSON object */
    public static ObjectNode read(String json) throws ScimException {
        try {
            if (JsonUtils.getObjectReader().readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw BadRequestException.invalidSyntax(
                    "The body is not JSON: " + malformed.getOriginalMessage() + ". Nothing was changed.");
        }
        throw BadRequestException.invalidSyntax("The body must be a JSON object. Nothing was changed.");
    }

    /** The text of an attribute that is not empty; empty if there is none. */
    static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText().strip())
                : Optional.empty();
    }

    /** As {@link #text}, for an attribute that a resource must have. */
    static String required(JsonNode object, String name) throws ScimException {
        return bounded(
                text(object, name)
                        .orElseThrow(() -> BadRequestException.invalidValue(
                                "\"" + name + "\" is missing or empty. Nothing was changed.")),
                name);
    }

    static String bounded(String value, String name) throws ScimException {
        if (value.length() > LONGEST_VALUE || value.indexOf(0) >= 0) {
            throw BadRequestException.invalidValue("\"" + name + "\" has more than " + LONGEST_VALUE
                    + " characters, or the character U+0000. Nothing was changed.");
        }
        return value;
    }

    /** @param kind for a message: "A user" */
    static ObjectNode storable(ObjectNode attributes, String kind) throws ScimException {
        String text = attributes.toString();
        if (text.length() > LARGEST || text.contains("\\u0000")) {
            throw BadRequestException.invalidValue(kind + " has more than " + (LARGEST >> 10)
                    + " KB without members, or contains the character U+0000. Nothing was changed.");
        }
        return attributes;
    }

    /** Entra ID sends booleans as text: {@code "False"}. */
    static boolean isTrue(JsonNode value) throws ScimException {
        if (value.isBoolean()) return value.asBoolean();
        if (value.isTextual() && value.asText().strip().equalsIgnoreCase("true")) return true;
        if (value.isTextual() && value.asText().strip().equalsIgnoreCase("false")) return false;
        throw BadRequestException.invalidValue("\"active\" must be true or false. Nothing was changed.");
    }
}
