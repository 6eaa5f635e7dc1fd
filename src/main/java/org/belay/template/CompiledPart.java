package org.belay.template;

import java.util.List;

/**
 * One part of a template, compiled for an audience.
 *
 * @param variants every text that is sent, numbered from 1
 * @param assignments which group of people reads which variant
 */
public record CompiledPart(List<MailVariant> variants, List<VariantAssignment> assignments) {

    public MailVariant variant(int number) {
        return variants.get(number - 1);
    }

    /** The variant that most readers of a language get; the first variant if the language has none. */
    public MailVariant largestVariant(String language) {
        return variants.stream()
                .filter(variant -> variant.language().equals(language))
                .reduce((a, b) -> b.people() > a.people() ? b : a)
                .orElse(variants.get(0));
    }
}
