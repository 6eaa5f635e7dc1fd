package org.belay.directory.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.belay.audience.AudienceId;
import org.belay.directory.selection.SelectionNode.HasValue;
import org.belay.directory.selection.SelectionNode.InAudience;
import org.belay.directory.selection.SelectionNode.OfMailing;

/** The audiences, mailings and attributes that a selection names, and the parameters of its statement. */
final class SelectionOperands {
    private final List<SelectionNode> naming = new ArrayList<>();
    private final Set<String> audiences = new LinkedHashSet<>();
    private final Set<Long> mailings = new LinkedHashSet<>();
    private final Set<Long> ended = new LinkedHashSet<>();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final Set<HasValue> values = new LinkedHashSet<>();
    private final Map<String, AudienceId> ids = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    static SelectionOperands of(SelectionNode selection) {
        var operands = new SelectionOperands();
        selection.visit(operands, false);
        return operands;
    }

    void add(InAudience audience, boolean negated) {
        audiences.add(audience.name());
        if (!negated && !naming.contains(audience)) naming.add(audience);
    }

    void add(OfMailing mailing, boolean negated) {
        mailings.add(mailing.mailing());
        if (mailing.history() == MailingHistory.DID_NOT_GET) ended.add(mailing.mailing());
        if (!negated && !naming.contains(mailing)) naming.add(mailing);
    }

    /** Adds each value by itself. */
    void add(HasValue condition) {
        attributes.add(condition.attribute());
        condition.values().forEach(value -> values.add(new HasValue(condition.attribute(), List.of(value))));
    }

    void addAttribute(String attribute) {
        attributes.add(attribute);
    }

    Set<String> audiences() {
        return audiences;
    }

    Set<Long> mailings() {
        return mailings;
    }

    /** The mailings whose notices must have ended: before, most people have not got it yet. */
    Set<Long> endedMailings() {
        return ended;
    }

    List<HasValue> values() {
        return List.copyOf(values);
    }

    Set<String> attributes() {
        return attributes;
    }

    Collection<AudienceId> audienceIds() {
        return ids.values();
    }

    /** Whether people can be selected at all: something is named that is not behind "not". */
    boolean namesPeople() {
        return !naming.isEmpty();
    }

    void resolve(String name, AudienceId id) {
        ids.put(name, id);
    }

    long audience(String name) {
        return Objects.requireNonNull(ids.get(name), name).value();
    }

    /** The placeholder of a new parameter. */
    String parameter(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** The value of an attribute of the candidate. */
    String value(String attribute) {
        return switch (attribute) {
            case "email" -> "c.address";
            case "name" -> "c.name";
            default -> "(c.attributes ->> " + parameter(attribute) + ")";
        };
    }

    /** All people that the selection names, in the order of the operands; a person of several as the first one has them. */
    String candidates() {
        var parts = new ArrayList<String>();
        for (SelectionNode operand : naming) {
            String people = operand instanceof InAudience in
                    ? " FROM audience_member r WHERE r.audience = " + parameter(audience(in.name()))
                    : ((OfMailing) operand).history().recipients(parameter(((OfMailing) operand).mailing()));
            parts.add("SELECT lower(r.address) AS key, r.address, r.name, r.attributes, " + parts.size()
                    + " AS part, r.ordinal" + people);
        }
        return String.join("\nUNION ALL\n", parts);
    }
}
