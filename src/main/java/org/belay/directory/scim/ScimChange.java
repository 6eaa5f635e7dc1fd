package org.belay.directory.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchOpType;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of a PATCH (RFC 7644 section 3.5.2), as providers send it: names of operations in capitals, booleans as text, attributes
 * with dots or a schema as the names of a value without a path, and values for elements of a list that do not exist yet.
 *
 * @param path of one attribute
 * @param value missing for some removals
 */
record ScimChange(PatchOpType op, Path path, Optional<JsonNode> value) {
    private static final int MOST = 1_000;
    private static final Set<String> NOT_CHANGED = Set.of("schemas", "id", "meta");

    /** @throws BadRequestException if the body is no PATCH */
    static List<ScimChange> read(ObjectNode body) throws ScimException {
        JsonNode operations = body.path("Operations");
        if (!operations.isArray() || operations.isEmpty() || operations.size() > MOST) {
            throw BadRequestException.invalidSyntax(
                    "A PATCH has 1 to " + MOST + " \"Operations\". Nothing was changed.");
        }
        var changes = new ArrayList<ScimChange>();
        for (JsonNode one : operations) {
            read(one, changes);
        }
        return changes;
    }

    private static void read(JsonNode operation, List<ScimChange> changes) throws ScimException {
        PatchOpType op = op(operation);
        Optional<JsonNode> value = Optional.of(operation.path("value")).filter(node -> !node.isMissingNode());
        Optional<String> path = ScimJson.text(operation, "path");
        if (path.isPresent()) {
            changes.add(new ScimChange(op, path(path.get()), value));
        } else if (value.isPresent() && value.get().isObject()) {
            for (var attribute : value.get().properties()) {
                if (!NOT_CHANGED.contains(attribute.getKey().toLowerCase(Locale.ROOT))) {
                    changes.add(new ScimChange(op, path(attribute.getKey()), Optional.of(attribute.getValue())));
                }
            }
        } else {
            throw BadRequestException.noTarget("An operation needs a \"path\", or an object as \"value\".");
        }
    }

    private static PatchOpType op(JsonNode operation) throws ScimException {
        return switch (ScimJson.text(operation, "op").orElse("").toLowerCase(Locale.ROOT)) {
            case "add" -> PatchOpType.ADD;
            case "replace" -> PatchOpType.REPLACE;
            case "remove" -> PatchOpType.REMOVE;
            default -> throw BadRequestException.invalidSyntax("\"op\" must be add, replace or remove.");
        };
    }

    private static Path path(String text) throws ScimException {
        Path path = Path.fromString(ScimJson.bounded(text, "path"));
        if (path.size() == 0 && !path.isRoot()) {
            throw BadRequestException.invalidPath("\"" + text + "\" names no attribute.");
        }
        return path;
    }

    /** Name of the attribute in lower case; empty for a whole extension. */
    String attribute() {
        return path.size() == 0 ? "" : path.getElement(0).getAttribute().toLowerCase(Locale.ROOT);
    }

    /** The filter of the elements that are meant: {@code members[value eq "…"]}. */
    Optional<Filter> elements() {
        return path.size() == 0
                ? Optional.empty()
                : Optional.ofNullable(path.getElement(0).getValueFilter());
    }

    /** Changes the attributes of a resource. */
    void applyTo(ObjectNode resource) throws ScimException {
        if (op != PatchOpType.REMOVE && value.isEmpty()) {
            throw BadRequestException.invalidValue("\"" + path + "\" has no \"value\".");
        }
        if (op == PatchOpType.REMOVE) {
            PatchOperation.remove(path).apply(resource);
        } else if (elements().isPresent() && path.size() == 2) {
            setInElement(resource, elements().get());
        } else {
            PatchOperation.create(op, path, typed(value.get())).apply(resource);
        }
    }

    /** Sets an attribute in the elements of a list, or adds the element that the filter describes. */
    private void setInElement(ObjectNode resource, Filter filter) throws ScimException {
        Path list = Path.root(path.getSchemaUrn()).attribute(path.getElement(0).getAttribute());
        Path whole = Path.root(path.getSchemaUrn()).attribute(path.getElement(0).getAttribute(), filter);
        String name = path.getElement(1).getAttribute();
        if (JsonUtils.findMatchingPaths(whole, resource).isEmpty()) {
            if (!filter.isComparisonFilter()) {
                throw BadRequestException.noTarget("No element matches " + filter + ".");
            }
            ObjectNode element = JsonUtils.getJsonNodeFactory().objectNode();
            element.set(filter.getAttributePath().toString(), filter.getComparisonValue());
            element.set(name, typed(value.orElseThrow()));
            PatchOperation.add(list, JsonUtils.getJsonNodeFactory().arrayNode().add(element))
                    .apply(resource);
        } else {
            PatchOperation.replace(whole.attribute(name), typed(value.orElseThrow()))
                    .apply(resource);
        }
    }

    private JsonNode typed(JsonNode given) throws ScimException {
        String last = path.size() == 0 ? "" : path.getElement(path.size() - 1).getAttribute();
        boolean flag = last.equalsIgnoreCase("active") || last.equalsIgnoreCase("primary");
        return flag && given.isTextual() ? BooleanNode.valueOf(ScimJson.isTrue(given)) : given;
    }
}
