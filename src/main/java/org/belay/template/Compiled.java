package org.belay.template;

import java.util.List;

/** One part of a template with its values, for an audience: everything that will be read, and who reads which. */
public record Compiled(List<Variant> variants, List<Assignment> assignments) {

    public Variant variant(int number) {
        return variants.get(number - 1);
    }

    /** The variant that most people of a language read, or the first. */
    Variant mostRead(String language) {
        return variants.stream()
                .filter(variant -> variant.language().equals(language))
                .reduce((a, b) -> b.people() > a.people() ? b : a)
                .orElse(variants.get(0));
    }
}
