package org.belay.api.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.utils.JsonUtils;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.directory.scim.ScimJson;
import org.belay.directory.scim.ScimPage;
import org.belay.directory.scim.ScimResource;
import org.belay.directory.scim.ScimTags;
import org.belay.platform.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Reads and writes the messages of SCIM. */
@Component
class ScimReply {
    static final String TYPE = "application/scim+json";
    static final int MOST_ON_PAGE = 200;

    private static final MediaType MEDIA = MediaType.parseMediaType(TYPE + ";charset=UTF-8");
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private static final int LARGEST_BODY = 1 << 20;

    private final URI base;

    ScimReply(Settings settings) {
        this.base = settings.publicUrl();
    }

    /** @throws ScimException if the body is no JSON object or has more than 1 MB */
    static ObjectNode body(HttpServletRequest request) throws IOException, ScimException {
        byte[] json = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (json.length > LARGEST_BODY) {
            throw new ScimException(
                    413, "The body has more than 1 MB. Nothing was changed. Send fewer members at once.");
        }
        return ScimJson.read(new String(json, StandardCharsets.UTF_8));
    }

    static UUID id(String text) throws ScimException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw new ScimException(404, "There is no resource with this id.");
        }
    }

    /** @param first as typed; less than 1 counts as 1 (RFC 7644 section 3.4.2.4) */
    static long first(@Nullable String first) throws ScimException {
        return Math.max(1, number(first, 1, "startIndex"));
    }

    /** @param count as typed; a page has at most {@value #MOST_ON_PAGE} */
    static int count(@Nullable String count) throws ScimException {
        return (int) Math.min(MOST_ON_PAGE, Math.max(0, number(count, 100, "count")));
    }

    private static long number(@Nullable String typed, long otherwise, String name) throws ScimException {
        if (typed == null || typed.isBlank()) return otherwise;
        if (!typed.strip().matches("-?\\d{1,9}")) {
            throw BadRequestException.invalidValue("\"" + name + "\" must be a whole number.");
        }
        return Long.parseLong(typed.strip());
    }

    /** Names of attributes in a parameter such as {@code excludedAttributes}, in lower case. */
    static Set<String> names(@Nullable String typed) {
        return typed == null
                ? Set.of()
                : Stream.of(typed.split(","))
                        .map(one -> one.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    /** @param kind {@code Users} or {@code Groups} */
    ResponseEntity<String> created(String kind, ScimResource resource) {
        return ResponseEntity.created(location(kind, resource.id()))
                .eTag(resource.tag())
                .contentType(MEDIA)
                .body(view(kind, resource).toString());
    }

    /** @param known value of If-None-Match */
    ResponseEntity<String> found(String kind, ScimResource resource, Optional<String> known) {
        if (known.isPresent() && ScimTags.names(known.get(), resource)) {
            return ResponseEntity.status(304).eTag(resource.tag()).build();
        }
        return ResponseEntity.ok()
                .eTag(resource.tag())
                .contentType(MEDIA)
                .body(view(kind, resource).toString());
    }

    ResponseEntity<String> page(String kind, ScimPage page, long first) {
        return list(
                page.total(),
                first,
                page.resources().stream().map(one -> view(kind, one)).toList());
    }

    static ResponseEntity<String> list(long total, long first, List<ObjectNode> resources) {
        ObjectNode answer = JsonUtils.getJsonNodeFactory().objectNode();
        answer.putArray("schemas").add(LIST);
        answer.put("totalResults", total);
        answer.put("startIndex", first);
        answer.put("itemsPerPage", resources.size());
        answer.putArray("Resources").addAll(resources);
        return json(answer);
    }

    static ResponseEntity<String> json(ObjectNode answer) {
        return ResponseEntity.ok().contentType(MEDIA).body(answer.toString());
    }

    private ObjectNode view(String kind, ScimResource resource) {
        ObjectNode view = resource.attributes().deepCopy();
        view.put("id", resource.id().toString());
        resource.members().ifPresent(members -> {
            var list = view.putArray("members");
            members.forEach(member -> list.addObject().put("value", member.toString()));
        });
        if (!view.path("schemas").isArray()) {
            view.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:" + type(kind));
        }
        ObjectNode meta = view.putObject("meta");
        meta.put("resourceType", type(kind));
        meta.put("created", resource.createdAt().toString());
        meta.put("lastModified", resource.changedAt().toString());
        meta.put("version", resource.tag());
        meta.put("location", location(kind, resource.id()).toString());
        return view;
    }

    private static String type(String kind) {
        return kind.substring(0, kind.length() - 1);
    }

    private URI location(String kind, UUID id) {
        return URI.create(base + "/scim/v2/" + kind + "/" + id);
    }

    String location(String path) {
        return base + "/scim/v2" + path;
    }

    /** An error of RFC 7644 section 3.12. */
    static ResponseEntity<String> error(int status, @Nullable String scimType, String detail) {
        return ResponseEntity.status(status).contentType(MEDIA).body(problem(status, scimType, detail));
    }

    static void write(HttpServletResponse response, int status, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE + ";charset=UTF-8");
        response.getOutputStream().write(problem(status, null, detail).getBytes(StandardCharsets.UTF_8));
    }

    private static String problem(int status, @Nullable String scimType, String detail) {
        ObjectNode error = JsonUtils.getJsonNodeFactory().objectNode();
        error.putArray("schemas").add(ERROR);
        error.put("status", Integer.toString(status));
        if (scimType != null) error.put("scimType", scimType);
        error.put("detail", detail);
        return error.toString();
    }
}
