package org.belay.directory.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import com.unboundid.scim2.common.messages.PatchOpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Groups that are pushed, and their members. */
@Component
@Transactional(rollbackFor = Exception.class)
public class ScimGroups {
    private static final int MOST_MEMBERS = 20_000;

    private final ScimStore store;

    ScimGroups(ScimStore store) {
        this.store = store;
    }

    public ScimResource create(ObjectNode given) throws ScimException {
        ObjectNode attributes = kept(given);
        ScimResource group = store.addGroup(name(attributes), externalId(attributes), attributes);
        add(group.id(), ids(given.path("members")));
        return withMembers(group);
    }

    /** @param members whether to read them */
    @Transactional(readOnly = true)
    public ScimResource get(UUID id, boolean members) throws ScimException {
        ScimResource group = store.group(id).orElseThrow(() -> unknown(id));
        return members ? withMembers(group) : group;
    }

    /** As {@link ScimUsers#search}. */
    @Transactional(readOnly = true)
    public ScimPage search(String filter, long first, int count, boolean members) throws ScimException {
        ScimPage page = store.groups(ScimFilter.ofGroups(filter), first, count);
        return members
                ? new ScimPage(
                        page.total(),
                        page.resources().stream().map(this::withMembers).toList())
                : page;
    }

    public ScimResource replace(UUID id, Optional<String> tag, ObjectNode given) throws ScimException {
        lock(id, tag);
        store.removeAllMembers(id);
        add(id, ids(given.path("members")));
        return withMembers(change(id, kept(given)));
    }

    /** Changes members one by one, so that no operation on some of them removes others. */
    public ScimResource patch(UUID id, Optional<String> tag, ObjectNode body) throws ScimException {
        ObjectNode attributes = lock(id, tag).attributes();
        for (ScimChange change : ScimChange.read(body)) {
            if (change.attribute().equals("members")) {
                changeMembers(id, change);
            } else {
                change.applyTo(attributes);
            }
        }
        return change(id, kept(attributes));
    }

    public void delete(UUID id, Optional<String> tag) throws ScimException {
        lock(id, tag);
        store.deleteGroup(id);
    }

    private void changeMembers(UUID group, ScimChange change) throws ScimException {
        if (change.op() == PatchOpType.REMOVE) {
            remove(group, change);
        } else if (change.elements().isPresent()) {
            throw BadRequestException.invalidPath("Members can be removed with a filter, not added or replaced.");
        } else {
            if (change.op() == PatchOpType.REPLACE) store.removeAllMembers(group);
            add(
                    group,
                    ids(change.value()
                            .orElseThrow(() -> BadRequestException.invalidValue("\"members\" has no \"value\"."))));
        }
    }

    /** The standard names members in the path. Entra ID names them in the value: read without it, the group would be emptied. */
    private void remove(UUID group, ScimChange change) throws ScimException {
        if (change.elements().isPresent()) {
            store.removeMembers(group, named(change.elements().get()));
        } else if (change.value().isPresent()) {
            store.removeMembers(group, ids(change.value().get()));
        } else {
            store.removeAllMembers(group);
        }
    }

    private static List<UUID> named(Filter filter) throws ScimException {
        var ids = new ArrayList<UUID>();
        for (Filter one : filter.getFilterType() == FilterType.OR ? filter.getCombinedFilters() : List.of(filter)) {
            if (one.getFilterType() != FilterType.EQUAL
                    || !one.getAttributePath().toString().equalsIgnoreCase("value")) {
                throw BadRequestException.invalidFilter("Members are named by [value eq \"id\"].");
            }
            ids.add(ScimFilter.id(one.getComparisonValue().asText()));
        }
        return ids;
    }

    private void add(UUID group, List<UUID> ids) throws ScimException {
        List<UUID> unknown = store.unknown(ids);
        if (!unknown.isEmpty()) {
            throw BadRequestException.invalidValue(
                    "There is no user or group " + unknown.get(0) + ". Nothing was changed. Send the users first.");
        }
        if (ids.contains(group)) {
            throw BadRequestException.invalidValue("A group cannot be in itself. Nothing was changed.");
        }
        store.addMembers(group, ids);
    }

    /** One member or a list: objects with a value, or the values alone. */
    private static List<UUID> ids(JsonNode members) throws ScimException {
        if (members.size() > MOST_MEMBERS) {
            throw BadRequestException.tooMany("One request names at most " + MOST_MEMBERS + " members.");
        }
        var ids = new ArrayList<UUID>();
        for (JsonNode one : members.isArray() ? members : List.of(members)) {
            if (one.isMissingNode() || one.isNull()) continue;
            String text = one.isObject() ? ScimJson.required(one, "value") : one.asText();
            try {
                ids.add(UUID.fromString(text));
            } catch (IllegalArgumentException noId) {
                throw BadRequestException.invalidValue("A member has no id as its \"value\". Nothing was changed.");
            }
        }
        return ids;
    }

    private ScimResource change(UUID id, ObjectNode attributes) throws ScimException {
        return store.changeGroup(id, name(attributes), externalId(attributes), attributes);
    }

    private ScimResource lock(UUID id, Optional<String> tag) throws ScimException {
        ScimResource group = store.lockGroup(id).orElseThrow(() -> unknown(id));
        ScimTags.requireCurrent(group, tag);
        return group;
    }

    private ScimResource withMembers(ScimResource group) {
        return group.withMembers(store.members(group.id()));
    }

    private static ObjectNode kept(ObjectNode given) throws ScimException {
        ObjectNode attributes = given.deepCopy();
        attributes.remove(List.of("id", "meta", "members"));
        return ScimJson.storable(attributes, "A group");
    }

    private static String name(ObjectNode attributes) throws ScimException {
        return ScimJson.required(attributes, "displayName");
    }

    private static Optional<String> externalId(ObjectNode attributes) throws ScimException {
        Optional<String> id = ScimJson.text(attributes, "externalId");
        if (id.isPresent()) ScimJson.bounded(id.get(), "externalId");
        return id;
    }

    private static ScimException unknown(UUID id) {
        return new ResourceNotFoundException("There is no group " + id + ".");
    }
}
