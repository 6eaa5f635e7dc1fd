package org.belay.api.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.JsonUtils;
import com.unboundid.scim2.common.utils.SchemaUtils;
import java.beans.IntrospectionException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Belay supports of SCIM (RFC 7644 section 4). */
@RestController
@RequestMapping("/scim/v2")
class ScimDiscovery {
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

    private final ScimReply reply;
    private final List<ObjectNode> schemas = Stream.of(
                    UserResource.class, EnterpriseUserExtension.class, GroupResource.class)
            .map(ScimDiscovery::schema)
            .toList();

    ScimDiscovery(ScimReply reply) {
        this.reply = reply;
    }

    @GetMapping("/ServiceProviderConfig")
    ResponseEntity<String> config() {
        ObjectNode config = JsonUtils.getJsonNodeFactory().objectNode();
        config.putArray("schemas").add(CORE + "ServiceProviderConfig");
        config.putObject("patch").put("supported", true);
        config.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        config.putObject("filter").put("supported", true).put("maxResults", ScimReply.MOST_ON_PAGE);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", false);
        config.putObject("etag").put("supported", true);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "Token for SCIM")
                .put("description", "An administrator creates it with: belay token create NAME --only scim")
                .put("primary", true);
        meta(config, "ServiceProviderConfig", "/ServiceProviderConfig");
        return ScimReply.json(config);
    }

    @GetMapping("/ResourceTypes")
    ResponseEntity<String> resourceTypes() {
        List<ObjectNode> types = List.of(type("User"), type("Group"));
        return ScimReply.list(types.size(), 1, types);
    }

    @GetMapping("/ResourceTypes/{name}")
    ResponseEntity<String> resourceType(@PathVariable String name) throws ScimException {
        if (!name.equals("User") && !name.equals("Group")) {
            throw new ResourceNotFoundException("There are the resource types User and Group.");
        }
        return ScimReply.json(type(name));
    }

    @GetMapping("/Schemas")
    ResponseEntity<String> schemas() {
        return ScimReply.list(schemas.size(), 1, schemas);
    }

    @GetMapping("/Schemas/{id}")
    ResponseEntity<String> schema(@PathVariable String id) throws ScimException {
        return ScimReply.json(schemas.stream()
                .filter(schema -> schema.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResourceNotFoundException("There is no schema with this id.")));
    }

    /** Everything else that a provider may ask for, such as bulk changes. */
    @RequestMapping("/**")
    ResponseEntity<String> unknown() throws ScimException {
        throw new ResourceNotFoundException(
                "Belay has /Users, /Groups, /ServiceProviderConfig, /ResourceTypes and /Schemas. Nothing was changed.");
    }

    private ObjectNode type(String name) {
        ObjectNode type = JsonUtils.getJsonNodeFactory().objectNode();
        type.putArray("schemas").add(CORE + "ResourceType");
        type.put("id", name).put("name", name).put("endpoint", "/" + name + "s").put("schema", CORE + name);
        if (name.equals("User")) {
            type.putArray("schemaExtensions")
                    .addObject()
                    .put("schema", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                    .put("required", false);
        }
        meta(type, "ResourceType", "/ResourceTypes/" + name);
        return type;
    }

    private void meta(ObjectNode of, String type, String path) {
        of.putObject("meta").put("resourceType", type).put("location", reply.location(path));
    }

    private static ObjectNode schema(Class<?> type) {
        try {
            SchemaResource schema = SchemaUtils.getSchema(type);
            return JsonUtils.valueToNode(schema);
        } catch (IntrospectionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
