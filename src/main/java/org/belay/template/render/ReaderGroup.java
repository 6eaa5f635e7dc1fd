package org.belay.template.render;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.belay.template.AttributeGroup;
import org.belay.template.TemplateError;
import org.belay.template.language.TemplateNode;

/**
 * People who read the same text, and so get the same variant.
 *
 * @param one any of the groups: all give the same text
 */
record ReaderGroup(VariantKey key, AttributeGroup one, List<AttributeGroup> groups) {
    static final String LANGUAGE = "language";
    private static final int MOST_VARIANTS = 50;

    /** @param zone time zone of the readers; empty if no date-time is printed or the template does not use it */
    record VariantKey(String language, String zone, BranchPath decisions) {
        String words() {
            String said = decisions.description();
            return zone.isEmpty() ? said : said + (said.isEmpty() ? "" : "; ") + "time zone is " + zone;
        }
    }

    long people() {
        return groups.stream().mapToLong(AttributeGroup::people).sum();
    }

    /** Number of people by the language in their own data, which may not be the language that they get. */
    Map<String, Long> peopleByOwnLanguage() {
        var counts = new TreeMap<String, Long>();
        groups.forEach(group -> counts.merge(group.value(LANGUAGE), group.people(), Long::sum));
        return counts;
    }

    /** @throws TemplateError naming the condition that splits the mails most, if there are more than 50 */
    static void refuseTooMany(List<ReaderGroup> readers) {
        if (readers.size() <= MOST_VARIANTS) return;
        var answers = new LinkedHashMap<TemplateNode.IfDirective, Set<Integer>>();
        readers.forEach(some -> some.key
                .decisions()
                .taken()
                .forEach(taken -> answers.computeIfAbsent(taken.choice(), same -> new LinkedHashSet<>())
                        .add(taken.branch())));
        TemplateNode.IfDirective splitting = answers.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
        TemplateNode.IfBranch first = splitting.branches().get(0);
        throw new TemplateError(List.of(first.place()
                .problem(
                        "This would be " + readers.size() + " different mails; the limit is "
                                + MOST_VARIANTS + ". The condition that splits them most begins here: "
                                + first.condition().description() + ".",
                        "Use fewer conditions, or send two mailings.")));
    }
}
