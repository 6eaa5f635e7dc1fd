package org.belay.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that one part of a template may use, and what to say about all others. */
record Names(Map<String, Field> fields, List<String> attributes, Part part) {

    static Names of(List<Field> fields, List<String> attributes, Part part) {
        var known = new LinkedHashMap<String, Field>();
        fields.forEach(field -> known.put(field.name(), field));
        return new Names(known, attributes, part);
    }

    Operand field(String name) {
        if (name.equals(Operand.Given.ORGANISATION.word())) return new Operand.GivenValue(Operand.Given.ORGANISATION);
        Field field = fields.get(name);
        if (field == null) throw new Refusal("There is no field \"" + name + "\".", insteadOfField(name));
        if (field.correction() && part != Part.CORRECTION) {
            throw new Refusal(
                    "\"" + name + "\" belongs to the correction.",
                    "Use it in correction.md only; here it is not known.");
        }
        return new Operand.FieldValue(field, Operand.Format.PLAIN);
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
                    "\"withdrawn." + name + "\" is known in the correction only.", "Take it out of this file.");
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

    private String insteadOfField(String name) {
        if (attributes.contains(name)) return "Write ${person." + name + "!\"…\"}: it is an attribute of the person.";
        List<String> usable = fields.values().stream()
                .filter(field -> !field.correction() || part == Part.CORRECTION)
                .map(Field::name)
                .toList();
        return Nearest.to(name, usable)
                .map(near -> "Write ${" + near + "}.")
                .orElse(
                        usable.isEmpty()
                                ? "Declare it under \"fields:\" in template.yaml."
                                : "Declared are " + usable.stream().collect(Collectors.joining(", "))
                                        + "; declare it under \"fields:\" in template.yaml.");
    }
}
