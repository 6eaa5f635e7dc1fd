package org.belay.api.scim;

import com.unboundid.scim2.common.exceptions.ScimException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.belay.directory.scim.ScimUsers;
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

/** Users of the pushed directory. */
@RestController
@RequestMapping("/scim/v2/Users")
class ScimUsersApi {
    private static final String KIND = "Users";

    private final ScimUsers users;
    private final ScimReply reply;

    ScimUsersApi(ScimUsers users, ScimReply reply) {
        this.users = users;
        this.reply = reply;
    }

    @PostMapping
    ResponseEntity<String> create(HttpServletRequest request) throws IOException, ScimException {
        return reply.created(KIND, users.create(ScimReply.body(request)));
    }

    @GetMapping
    ResponseEntity<String> search(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam Optional<String> startIndex,
            @RequestParam Optional<String> count)
            throws ScimException {
        long first = ScimReply.first(startIndex.orElse(null));
        return reply.page(KIND, users.search(filter, first, ScimReply.count(count.orElse(null))), first);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> get(
            @PathVariable String id, @RequestHeader(name = "If-None-Match", required = false) Optional<String> known)
            throws ScimException {
        return reply.found(KIND, users.get(ScimReply.id(id)), known);
    }

    @PutMapping("/{id}")
    ResponseEntity<String> replace(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> tag,
            HttpServletRequest request)
            throws IOException, ScimException {
        return reply.found(KIND, users.replace(ScimReply.id(id), tag, ScimReply.body(request)), Optional.empty());
    }

    @PatchMapping("/{id}")
    ResponseEntity<String> patch(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) Optional<String> tag,
            HttpServletRequest request)
            throws IOException, ScimException {
        return reply.found(KIND, users.patch(ScimReply.id(id), tag, ScimReply.body(request)), Optional.empty());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id, @RequestHeader(name = "If-Match", required = false) Optional<String> tag)
            throws ScimException {
        users.delete(ScimReply.id(id), tag);
        return ResponseEntity.noContent().build();
    }
}
