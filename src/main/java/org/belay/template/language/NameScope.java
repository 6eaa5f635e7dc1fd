package org.belay.template.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.platform.NearestName;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;

/**
 * The names that may be used at one position in a mail, and the errors for all others.
 *
 * @param attributes of a person
 * @param otherwise default text by attribute, if the template declares one
 * @param items names of the entries of the enclosing lists
 * @param known attributes that every reader of this position has
 */
public record NameScope(
        Map<String, TemplateField> fields,
        List<String> attributes,
        Map<String, String> otherwise,
        TemplatePart part,
        List<String> items,
        List<String> known) {

    /** The names for the mail file of a part in one language. */
    public static NameScope of(TemplateVersion template, TemplatePart part, String language) {
        var attributes = new PersonAttributes(template.attributes(), template.otherwise());
        var byName = new LinkedHashMap<String, TemplateField>();
        template.fields().forEach(field -> byName.put(field.name(), field));
        return new NameScope(byName, attributes.names(), attributes.defaults(language), part, List.of(), List.of());
    }

    NameScope withItem(String item) {
        return new NameScope(fields, attributes, otherwise, part, more(items, Stream.of(item)), known);
    }

    NameScope givenThat(TemplateCondition condition) {
        return new NameScope(fields, attributes, otherwise, part, items, more(known, condition.presentAttributes()));
    }

    private static List<String> more(List<String> some, Stream<String> others) {
        return Stream.concat(some.stream(), others).toList();
    }

    TemplateOperand value(String name) {
        if (items.contains(name)) return new TemplateOperand.ItemValue(name, TemplateOperand.ValueFormat.PLAIN);
        if (name.equals(TemplateOperand.BuiltIn.ORGANISATION.word()))
            return new TemplateOperand.BuiltInValue(TemplateOperand.BuiltIn.ORGANISATION);
        return new TemplateOperand.FieldValue(field(name), TemplateOperand.ValueFormat.PLAIN);
    }

    /** The list field of a {@code <#list>}. */
    TemplateField listField(String name, int offset) {
        TemplateField field = fields.get(name);
        if (field != null && field.type() == FieldType.LIST) return field;
        if (field != null) {
            throw new TemplateSyntaxError(
                    "<#list> needs a list field, and \"" + name + "\" is " + field.typeDescription() + ".",
                    "Write ${" + name + "}, or give it type: list in template.yaml.",
                    offset);
        }
        List<String> lists = fields.values().stream()
                .filter(one -> one.type() == FieldType.LIST)
                .map(TemplateField::name)
                .toList();
        throw new TemplateSyntaxError(
                "There is no list \"" + name + "\".",
                NearestName.to(name, lists)
                        .map(near -> "Write <#list " + near + " as one>.")
                        .orElse("Declare it under \"fields:\" in template.yaml, with type: list."),
                offset);
    }

    void checkItemName(String name, int offset) {
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new TemplateSyntaxError("The entry has no name.", "Write <#list apps as app>.", offset);
        }
        boolean taken = fields.containsKey(name) || items.contains(name) || TemplateDefinition.TAKEN.contains(name);
        if (taken) {
            throw new TemplateSyntaxError(
                    "\"" + name + "\" is already in use.", "Call the entry something else.", offset);
        }
    }

    private TemplateField field(String name) {
        TemplateField field = fields.get(name);
        if (field == null) throw new TemplateSyntaxError("There is no field \"" + name + "\".", insteadOfField(name));
        if (field.correction() && part != TemplatePart.CORRECTION) {
            throw new TemplateSyntaxError(
                    "\"" + name + "\" belongs to the correction.",
                    "Use it in correction.md only; here it is not known.");
        }
        return field;
    }

    TemplateOperand withdrawnValue(String name) {
        var given = name.equals("subject")
                ? TemplateOperand.BuiltIn.WITHDRAWN_SUBJECT
                : name.equals("when") ? TemplateOperand.BuiltIn.WITHDRAWN_WHEN : null;
        if (given == null) {
            throw new TemplateSyntaxError(
                    "There is no \"withdrawn." + name + "\".", "Write ${withdrawn.subject} or ${withdrawn.when}.");
        }
        if (part != TemplatePart.CORRECTION) {
            throw new TemplateSyntaxError(
                    "\"withdrawn." + name + "\" is known in the correction only.", "Remove it from this file.");
        }
        return new TemplateOperand.BuiltInValue(given);
    }

    String attribute(String name) {
        if (attributes.contains(name)) return name;
        Optional<String> meant = NearestName.to(name, attributes);
        throw new TemplateSyntaxError(
                "A person has no attribute \"" + name + "\".",
                meant.map(near -> "Write person." + near + ".")
                        .orElse("Known are " + String.join(", ", attributes)
                                + "; name further columns of your audiences under \"person:\" in template.yaml."));
    }

    /** The printed value of a person with its default text. Refuses a missing default, so that no mail begins with "Dear ,". */
    TemplateOperand.PersonValue withDefault(TemplateOperand.PersonValue value, int offset) {
        String attribute = value.attribute();
        if (known.contains(attribute)) return value;
        Optional<String> words = value.otherwise().or(() -> Optional.ofNullable(otherwise.get(attribute)));
        if (words.isEmpty()) {
            throw new TemplateSyntaxError(
                    "Some people have no " + attribute + ", and nothing says what they should read.",
                    "Write ${person." + attribute + "!\"colleague\"} or what fits.",
                    offset);
        }
        if (words.get().isBlank()) {
            throw new TemplateSyntaxError(
                    "Some people have no " + attribute + ", and would see nothing here.",
                    "Write a text for them between the quotes, or put the sentence into <#if person." + attribute
                            + "?has_content>…</#if>.",
                    offset);
        }
        return new TemplateOperand.PersonValue(attribute, words);
    }

    private String insteadOfField(String name) {
        if (attributes.contains(name)) return "Write ${person." + name + "!\"…\"}: it is an attribute of the person.";
        var usable = new ArrayList<>(items);
        fields.values().stream()
                .filter(field -> !field.correction() || part == TemplatePart.CORRECTION)
                .map(TemplateField::name)
                .forEach(usable::add);
        return NearestName.to(name, usable)
                .map(near -> "Write ${" + near + "}.")
                .orElse(
                        usable.isEmpty()
                                ? "Declare it under \"fields:\" in template.yaml."
                                : "Declared are " + usable.stream().collect(Collectors.joining(", "))
                                        + "; declare it under \"fields:\" in template.yaml.");
    }
}
