package org.belay.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.platform.Nearest;

/**
 * The names that may be used at one position in a mail, and the errors for all others.
 *
 * @param attributes of a person
 * @param otherwise default text by attribute, if the template declares one
 * @param items names of the entries of the enclosing lists
 * @param known attributes that every reader of this position has
 */
record Names(
        Map<String, Field> fields,
        List<String> attributes,
        Map<String, String> otherwise,
        Part part,
        List<String> items,
        List<String> known) {

    /** The names for the mail file of a part in one language. */
    static Names of(TemplateVersion template, Part part, String language) {
        var attributes = new Attributes(template.attributes(), template.otherwise());
        var byName = new LinkedHashMap<String, Field>();
        template.fields().forEach(field -> byName.put(field.name(), field));
        return new Names(byName, attributes.names(), attributes.defaults(language), part, List.of(), List.of());
    }

    Names with(String item) {
        return new Names(fields, attributes, otherwise, part, more(items, Stream.of(item)), known);
    }

    /** @param condition null if it was refused */
    Names knowing(Condition condition) {
        if (condition == null) return this;
        return new Names(fields, attributes, otherwise, part, items, more(known, condition.known()));
    }

    private static List<String> more(List<String> some, Stream<String> others) {
        return Stream.concat(some.stream(), others).toList();
    }

    Operand value(String name) {
        if (items.contains(name)) return new Operand.ItemValue(name, Operand.Format.PLAIN);
        if (name.equals(Operand.Given.ORGANISATION.word())) return new Operand.GivenValue(Operand.Given.ORGANISATION);
        return new Operand.FieldValue(field(name), Operand.Format.PLAIN);
    }

    /** The list field of a {@code <#list>}. */
    Field list(String name, int offset) {
        Field field = fields.get(name);
        if (field != null && field.type() == FieldType.LIST) return field;
        if (field != null) {
            throw new Refusal(
                    "<#list> needs a list field, and \"" + name + "\" is " + field.kind() + ".",
                    "Write ${" + name + "}, or give it type: list in template.yaml.",
                    offset);
        }
        List<String> lists = fields.values().stream()
                .filter(one -> one.type() == FieldType.LIST)
                .map(Field::name)
                .toList();
        throw new Refusal(
                "There is no list \"" + name + "\".",
                Nearest.to(name, lists)
                        .map(near -> "Write <#list " + near + " as one>.")
                        .orElse("Declare it under \"fields:\" in template.yaml, with type: list."),
                offset);
    }

    void refuseAsItem(String name, int offset) {
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new Refusal("The entry has no name.", "Write <#list apps as app>.", offset);
        }
        boolean taken = fields.containsKey(name) || items.contains(name) || TemplateYaml.TAKEN.contains(name);
        if (taken) {
            throw new Refusal("\"" + name + "\" is already in use.", "Call the entry something else.", offset);
        }
    }

    private Field field(String name) {
        Field field = fields.get(name);
        if (field == null) throw new Refusal("There is no field \"" + name + "\".", insteadOfField(name));
        if (field.correction() && part != Part.CORRECTION) {
            throw new Refusal(
                    "\"" + name + "\" belongs to the correction.",
                    "Use it in correction.md only; here it is not known.");
        }
        return field;
    }

    Operand withdrawn(String name) {
        var given = name.equals("subject")
                ? Operand.Given.WITHDRAWN_SUBJECT
                : name.equals("when") ? Operand.Given.WITHDRAWN_WHEN : null;
        if (given == null) {
            throw new Refusal(
                    "There is no \"withdrawn." + name + "\".", "Write ${withdrawn.subject} or ${withdrawn.when}.");
        }
        if (part != Part.CORRECTION) {
            throw new Refusal(
                    "\"withdrawn." + name + "\" is known in the correction only.", "Remove it from this file.");
        }
        return new Operand.GivenValue(given);
    }

    String attribute(String name) {
        if (attributes.contains(name)) return name;
        Optional<String> meant = Nearest.to(name, attributes);
        throw new Refusal(
                "A person has no attribute \"" + name + "\".",
                meant.map(near -> "Write person." + near + ".")
                        .orElse("Known are " + String.join(", ", attributes)
                                + "; name further columns of your audiences under \"person:\" in template.yaml."));
    }

    /** The printed value of a person with its default text. Refuses a missing default, so that no mail begins with "Dear ,". */
    Operand.PersonValue printed(Operand.PersonValue value, int offset) {
        String attribute = value.attribute();
        if (known.contains(attribute)) return value;
        Optional<String> words = value.otherwise().or(() -> Optional.ofNullable(otherwise.get(attribute)));
        if (words.isEmpty()) {
            throw new Refusal(
                    "Some people have no " + attribute + ", and nothing says what they should read.",
                    "Write ${person." + attribute + "!\"colleague\"} or what fits.",
                    offset);
        }
        if (words.get().isBlank()) {
            throw new Refusal(
                    "Some people have no " + attribute + ", and would see nothing here.",
                    "Write a text for them between the quotes, or put the sentence into <#if person." + attribute
                            + "?has_content>…</#if>.",
                    offset);
        }
        return new Operand.PersonValue(attribute, words);
    }

    private String insteadOfField(String name) {
        if (attributes.contains(name)) return "Write ${person." + name + "!\"…\"}: it is an attribute of the person.";
        var usable = new ArrayList<>(items);
        fields.values().stream()
                .filter(field -> !field.correction() || part == Part.CORRECTION)
                .map(Field::name)
                .forEach(usable::add);
        return Nearest.to(name, usable)
                .map(near -> "Write ${" + near + "}.")
                .orElse(
                        usable.isEmpty()
                                ? "Declare it under \"fields:\" in template.yaml."
                                : "Declared are " + usable.stream().collect(Collectors.joining(", "))
                                        + "; declare it under \"fields:\" in template.yaml.");
    }
}
