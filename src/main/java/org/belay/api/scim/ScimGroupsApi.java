package org.belay.api.scim;

import com.unboundid.scim2.common.exceptions.ScimException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.belay.directory.scim.ScimGroups;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Groups of the pushed directory. */
@RestController
@RequestMapping("/scim/v2/Groups")
class ScimGroupsApi {
    private static final String KIND = "Groups";

    private final ScimGroups groups;
    private final ScimReply reply;

    ScimGroupsApi(ScimGroups groups, ScimReply reply) {
        this.groups = groups;
        this.reply = reply;
    }

    @PostMapping
    ResponseEntity<String> create(HttpServletRequest request) throws IOException, ScimException {
        return reply.created(KIND, groups.create(ScimReply.body(request)));
    }

    /** @param excludedAttributes {@code members}: without them, as Entra ID asks */
    @GetMapping
    ResponseEntity<String> search(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam Optional<String> startIndex,
            @RequestParam Optional<String> count,
            @RequestParam Optional<String> attributes,
            @RequestParam Optional<String> excludedAttributes)
            throws ScimException {
        long first = ScimReply.first(startIndex.orElse(null));
        return reply.page(
                KIND,
                groups.search(
                        filter,
                        first,
                        ScimReply.count(count.orElse(null)),
                        wantsMembers(attributes, excludedAttributes)),
                first);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> get(
            @PathVariable String id,
            @RequestParam Optional<String> attributes,
            @RequestParam Optional<String> excludedAttributes,
            @RequestHeader(name = "If-None-Match", required = false) Optional<String> known)
            throws ScimException {
        return reply.found(KIND, groups.get(ScimReply.id(id), wantsMembers(attributes, excludedAttributes)), known);
    }

    @PutMapping("/{id}")
    ResponseEntity<String> replace(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> tag,
            HttpServletRequest request)
            throws IOException, ScimException {
        return reply.found(KIND, groups.replace(ScimReply.id(id), tag, ScimReply.body(request)), Optional.empty());
    }

    /** Answers without a body, because a group may have many members (RFC 7644 section 3.5.2). */
    @PatchMapping("/{id}")
    ResponseEntity<Void> patch(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> tag,
            HttpServletRequest request)
            throws IOException, ScimException {
        String now =
                groups.patch(ScimReply.id(id), tag, ScimReply.body(request)).tag();
        return ResponseEntity.noContent().eTag(now).build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id, @RequestHeader(name = "If-Match", required = false) Optional<String> tag)
            throws ScimException {
        groups.delete(ScimReply.id(id), tag);
        return ResponseEntity.noContent().build();
    }

    private static boolean wantsMembers(Optional<String> attributes, Optional<String> excluded) {
        return !ScimReply.names(excluded.orElse(null)).contains("members")
                && attributes
                        .map(only -> ScimReply.names(only).contains("members"))
                        .orElse(true);
    }
}
