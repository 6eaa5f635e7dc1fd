package org.belay.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.api.problem.UnusableRequest;
import org.belay.directory.model.SourceDefinition;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.platform.NearestName;

/**
 * The body of a request about a source. Unknown keys are refused: without a misspelt {@code group}, the source would be everybody, and
 * without a misspelt {@code preview}, the people would be replaced.
 */
final class SourceBody {
    private final String subject;
    private final Map<?, ?> members;

    private SourceBody(String subject, Map<?, ?> members) {
        this.subject = subject;
        this.members = members;
    }

    /** @param subject for a message, such as "A sync" */
    static SourceBody read(String subject, Map<?, ?> members, String... known) {
        for (Object key : members.keySet()) {
            if (!List.of(known).contains(key)) {
                throw new UnusableRequest(subject + " has no \"" + key + "\"."
                        + NearestName.to(String.valueOf(key), List.of(known))
                                .map(near -> " Did you mean \"" + near + "\"?")
                                .orElse("")
                        + " Nothing was done.");
            }
        }
        return new SourceBody(subject, members);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    /** The definition of one kind: {@code ldap} or {@code sql}. */
    SourceDefinition definition() {
        if (members.containsKey("ldap") && members.containsKey("sql")) {
            throw new UnusableRequest(subject + " has either \"ldap\" or \"sql\", not both. Nothing was done.");
        }
        if (members.containsKey("sql")) {
            SourceBody sql = read("\"sql\"", object("sql"), "database", "query");
            return new SqlSource(sql.text("database"), sql.text("query"));
        }
        SourceBody ldap = read("\"ldap\"", object("ldap"), "base", "filter", "group", "attributes");
        return new LdapSource(
                ldap.text("base"),
                ldap.text("filter"),
                ldap.members.containsKey("group") ? Optional.of(ldap.group()) : Optional.empty(),
                ldap.members.containsKey("attributes") ? ldap.texts("attributes") : Map.of());
    }

    String text(String key) {
        Object value = members.get(key);
        if (value == null) throw UnusableRequest.missing(key);
        if (value instanceof String text) return text;
        throw wrong(key, "a text");
    }

    long number(String key, long otherwise) {
        if (!members.containsKey(key)) return otherwise;
        if (members.get(key) instanceof Integer || members.get(key) instanceof Long) {
            return ((Number) members.get(key)).longValue();
        }
        throw wrong(key, "a whole number");
    }

    boolean isTrue(String key) {
        if (!members.containsKey(key)) return false;
        if (members.get(key) instanceof Boolean value) return value;
        throw wrong(key, "true or false");
    }

    private String group() {
        if (members.get("group") instanceof String dn && !dn.isBlank()) return dn;
        throw new UnusableRequest(
                "\"group\" must be the DN of a group. Remove it if the people are not those of a group."
                        + " Nothing was done.");
    }

    private Map<?, ?> object(String key) {
        Object value = members.get(key);
        if (value == null) throw UnusableRequest.missing(key);
        if (value instanceof Map<?, ?> object) return object;
        throw wrong(key, "an object");
    }

    private Map<String, String> texts(String key) {
        var texts = new LinkedHashMap<String, String>();
        object(key).forEach((name, text) -> {
            if (!(text instanceof String value)) throw wrong(key, "an object of texts");
            texts.put(String.valueOf(name), value);
        });
        return texts;
    }

    private static UnusableRequest wrong(String key, String wanted) {
        return new UnusableRequest("\"" + key + "\" must be " + wanted + ". Nothing was done.");
    }
}
