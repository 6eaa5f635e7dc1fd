package org.belay.template.language;

import java.util.Arrays;
import java.util.Optional;

/** Comparison of two numbers. Written as words, because {@code >} would end the {@code <#if>}. */
public enum NumberRelation {
    GT("gt", "is more than"),
    GTE("gte", "is at least"),
    LT("lt", "is less than"),
    LTE("lte", "is at most");

    private final String word;
    private final String means;

    NumberRelation(String word, String means) {
        this.word = word;
        this.means = means;
    }

    static Optional<NumberRelation> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The keyword in a template, {@code gt}. */
    String word() {
        return word;
    }

    String description() {
        return means;
    }

    /** @param compared result of {@link Comparable#compareTo} */
    boolean holds(int compared) {
        return switch (this) {
            case GT -> compared > 0;
            case GTE -> compared >= 0;
            case LT -> compared < 0;
            case LTE -> compared <= 0;
        };
    }
}
