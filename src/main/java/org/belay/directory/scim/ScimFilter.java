package org.belay.directory.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A filter with which a provider looks a resource up, as a condition of SQL: comparisons with {@code eq}, joined by {@code and}.
 *
 * @param condition with named parameters
 */
record ScimFilter(String condition, Map<String, Object> parameters) {
    private static final int LONGEST = 1_000;

    /** {@code emails[type eq "work"].value}, in which the parser of filters has no place for the end. */
    private static final Pattern ELEMENT = Pattern.compile("\\[type eq \"[a-zA-Z]{1,40}\"\\]\\.");

    private static final ScimFilter ALL = new ScimFilter("true", Map.of());

    /** Column by attribute in lower case; without regard to case if it begins with "lower". */
    private static final Map<String, String> OF_USERS = Map.of(
            "id", "id",
            "username", "lower(user_name)",
            "externalid", "external_id",
            "displayname", "lower(display_name)",
            "emails.value", "lower(email)",
            "emails", "lower(email)",
            "active", "active");

    private static final Map<String, String> OF_GROUPS =
            Map.of("id", "id", "displayname", "lower(display_name)", "externalid", "external_id");

    static ScimFilter ofUsers(String filter) throws ScimException {
        return of(filter, OF_USERS);
    }

    static ScimFilter ofGroups(String filter) throws ScimException {
        return of(filter, OF_GROUPS);
    }

    private static ScimFilter of(String text, Map<String, String> columns) throws ScimException {
        if (text.isBlank()) return ALL;
        if (text.length() > LONGEST) {
            throw BadRequestException.invalidFilter("The filter has more than " + LONGEST + " characters.");
        }
        Filter filter = Filter.fromString(ELEMENT.matcher(text).replaceAll("."));
        var conditions = new ArrayList<String>();
        var parameters = new HashMap<String, Object>();
        for (Filter one : filter.getFilterType() == FilterType.AND ? filter.getCombinedFilters() : List.of(filter)) {
            String name = "filter" + conditions.size();
            conditions.add(comparison(one, columns, name, parameters));
        }
        return new ScimFilter(String.join(" AND ", conditions), parameters);
    }

    private static String comparison(
            Filter one, Map<String, String> columns, String name, Map<String, Object> parameters) throws ScimException {
        if (one.getFilterType() != FilterType.EQUAL) {
            throw BadRequestException.invalidFilter(
                    "Belay compares with \"eq\" only, and joins comparisons with \"and\" only.");
        }
        String attribute = one.getAttributePath().toString().toLowerCase(Locale.ROOT);
        String column = columns.get(attribute);
        if (column == null) {
            throw BadRequestException.invalidFilter("Belay cannot search by \"" + attribute + "\". It can by "
                    + String.join(", ", columns.keySet().stream().sorted().toList()) + ".");
        }
        JsonNode value = one.getComparisonValue();
        if (column.equals("active")) {
            parameters.put(name, ScimJson.isTrue(value));
            return "active = :" + name;
        }
        if (column.equals("id")) {
            parameters.put(name, id(value.asText()));
            return "id = :" + name;
        }
        parameters.put(name, ScimJson.bounded(value.asText(), attribute));
        return column + (column.startsWith("lower(") ? " = lower(:" : " = (:") + name + ")";
    }

    /** An id that nothing has, if the text is not one. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            return new UUID(0, 0);
        }
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        return statement.params(parameters);
    }
}
