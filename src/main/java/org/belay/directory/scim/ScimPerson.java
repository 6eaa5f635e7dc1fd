package org.belay.directory.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The attributes of a pushed user by the names that they have in audiences. */
final class ScimPerson {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** Name in audiences by attribute of a user. */
    private static final Map<String, String> OF_USER = Map.of(
            "title", "title",
            "userType", "user type",
            "preferredLanguage", "language",
            "timezone", "zone",
            "nickName", "nickname");

    /** Name in audiences by attribute of the enterprise extension. */
    private static final Map<String, String> OF_ENTERPRISE = Map.of(
            "department", "department",
            "division", "division",
            "organization", "organization",
            "costCenter", "cost center",
            "employeeNumber", "employee number");

    private ScimPerson() {}

    static Map<String, String> values(ObjectNode user) {
        var values = new LinkedHashMap<String, String>();
        put(values, "email", email(user));
        put(values, "name", name(user));
        put(values, "first name", ScimJson.text(user.path("name"), "givenName"));
        put(values, "last name", ScimJson.text(user.path("name"), "familyName"));
        OF_USER.forEach((attribute, name) -> put(values, name, ScimJson.text(user, attribute)));
        JsonNode enterprise = user.path(ENTERPRISE);
        OF_ENTERPRISE.forEach((attribute, name) -> put(values, name, ScimJson.text(enterprise, attribute)));
        put(
                values,
                "manager",
                ScimJson.text(enterprise.path("manager"), "displayName")
                        .or(() -> ScimJson.text(enterprise.path("manager"), "value"))
                        .or(() -> ScimJson.text(enterprise, "manager")));
        put(values, "phone", preferred(user.path("phoneNumbers")).flatMap(one -> ScimJson.text(one, "value")));
        Optional<JsonNode> address = preferred(user.path("addresses"));
        put(values, "country", address.flatMap(one -> ScimJson.text(one, "country")));
        put(values, "city", address.flatMap(one -> ScimJson.text(one, "locality")));
        return values;
    }

    /** The primary address, else that of work, else the first; else the user name if it is one. */
    static Optional<String> email(ObjectNode user) {
        return preferred(user.path("emails"))
                .flatMap(one -> ScimJson.text(one, "value"))
                .or(() -> ScimJson.text(user, "userName").filter(name -> name.indexOf('@') > 0));
    }

    private static Optional<String> name(ObjectNode user) {
        return ScimJson.text(user, "displayName")
                .or(() -> ScimJson.text(user.path("name"), "formatted"))
                .or(() -> Optional.of(ScimJson.text(user.path("name"), "givenName")
                                        .orElse("") + " "
                                + ScimJson.text(user.path("name"), "familyName").orElse(""))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty()));
    }

    private static Optional<JsonNode> preferred(JsonNode list) {
        return Stream.of(
                        elements(list).filter(one -> one.path("primary").asBoolean(false)),
                        elements(list).filter(one -> one.path("type").asText("").equalsIgnoreCase("work")),
                        elements(list))
                .flatMap(one -> one)
                .findFirst();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    private static void put(Map<String, String> values, String name, Optional<String> value) {
        value.ifPresent(text -> values.put(name, text));
    }
}
