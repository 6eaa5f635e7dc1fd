package org.belay.directory.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Users that are pushed. A user who is not active stays, so that a provider can activate them again. */
@Component
@Transactional(rollbackFor = Exception.class)
public class ScimUsers {
    private static final UUID NONE = new UUID(0, 0);

    private final ScimStore store;

    ScimUsers(ScimStore store) {
        this.store = store;
    }

    public ScimResource create(ObjectNode given) throws ScimException {
        ObjectNode attributes = kept(given);
        ScimStore.UserColumns columns = columns(attributes);
        requireFree(columns.userName(), NONE);
        try {
            return store.addUser(columns, attributes);
        } catch (DuplicateKeyException atTheSameTime) {
            throw taken(columns.userName());
        }
    }

    @Transactional(readOnly = true)
    public ScimResource get(UUID id) throws ScimException {
        return store.user(id).orElseThrow(() -> unknown(id));
    }

    /**
     * @param filter empty for all
     * @param first from 1
     * @param count 0 for the number only
     */
    @Transactional(readOnly = true)
    public ScimPage search(String filter, long first, int count) throws ScimException {
        return store.users(ScimFilter.ofUsers(filter), first, count);
    }

    public ScimResource replace(UUID id, Optional<String> tag, ObjectNode given) throws ScimException {
        lock(id, tag);
        return change(id, kept(given));
    }

    /** @param body of a PATCH */
    public ScimResource patch(UUID id, Optional<String> tag, ObjectNode body) throws ScimException {
        ObjectNode attributes = lock(id, tag).attributes();
        for (ScimChange change : ScimChange.read(body)) {
            change.applyTo(attributes);
        }
        return change(id, kept(attributes));
    }

    public void delete(UUID id, Optional<String> tag) throws ScimException {
        lock(id, tag);
        store.deleteUser(id);
    }

    private ScimResource change(UUID id, ObjectNode attributes) throws ScimException {
        ScimStore.UserColumns columns = columns(attributes);
        requireFree(columns.userName(), id);
        try {
            return store.changeUser(id, columns, attributes);
        } catch (DuplicateKeyException atTheSameTime) {
            throw taken(columns.userName());
        }
    }

    private ScimResource lock(UUID id, Optional<String> tag) throws ScimException {
        ScimResource resource = store.lockUser(id).orElseThrow(() -> unknown(id));
        ScimTags.requireCurrent(resource, tag);
        return resource;
    }

    /** Without what the server decides, and without passwords, which Belay has no use for. */
    private static ObjectNode kept(ObjectNode given) throws ScimException {
        ObjectNode attributes = given.deepCopy();
        attributes.remove(List.of("id", "meta", "password", "groups"));
        JsonNode active = attributes.path("active");
        attributes.set(
                "active", BooleanNode.valueOf(active.isMissingNode() || active.isNull() || ScimJson.isTrue(active)));
        return ScimJson.storable(attributes, "A user");
    }

    private static ScimStore.UserColumns columns(ObjectNode attributes) throws ScimException {
        Optional<String> email = ScimPerson.email(attributes);
        Optional<String> externalId = ScimJson.text(attributes, "externalId");
        Optional<String> displayName = ScimJson.text(attributes, "displayName");
        for (Optional<String> one : List.of(email, externalId, displayName)) {
            if (one.isPresent()) ScimJson.bounded(one.get(), "emails, externalId or displayName");
        }
        return new ScimStore.UserColumns(
                ScimJson.required(attributes, "userName"),
                externalId,
                email,
                displayName,
                attributes.path("active").asBoolean());
    }

    private void requireFree(String userName, UUID except) throws ScimException {
        if (store.isTaken(userName, except)) throw taken(userName);
    }

    private static ScimException taken(String userName) {
        return ResourceConflictException.uniqueness(
                "There is already a user with the userName \"" + userName + "\". Nothing was changed.");
    }

    private static ScimException unknown(UUID id) {
        return new ResourceNotFoundException("There is no user " + id + ".");
    }
}
