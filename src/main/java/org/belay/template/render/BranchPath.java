package org.belay.template.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.belay.template.language.TemplateCondition;
import org.belay.template.language.TemplateMail;
import org.belay.template.language.TemplateNode;

/**
 * The conditions about a person that apply to a group in one mail, and the branch taken at each. Two groups with the same decisions read the
 * same text.
 */
record BranchPath(List<TakenBranch> taken) {

    /** @param branch from 0; the number of branches for {@code <#else>} or nothing */
    record TakenBranch(TemplateNode.IfDirective choice, int branch) {
        // identity: both are nodes of the same parsed mail, and comparing their contents would cost as much as
        // rendering
        @Override
        public boolean equals(Object other) {
            return other instanceof TakenBranch taken && taken.choice == choice && taken.branch == branch;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(choice) + branch;
        }

        String description() {
            var words = new ArrayList<String>();
            for (int i = 0; i < branch; i++) {
                words.add(TemplateCondition.negatedDescription(
                        choice.branches().get(i).condition()));
            }
            if (branch < choice.branches().size()) {
                words.add(choice.branches().get(branch).condition().description());
            }
            return String.join(" and ", words);
        }
    }

    static BranchPath of(TemplateMail mail, ReaderValues reading) {
        var taken = new ArrayList<TakenBranch>();
        Stream.of(mail.subject(), mail.preview(), mail.body()).forEach(pieces -> follow(pieces, reading, taken));
        return new BranchPath(taken);
    }

    private static void follow(List<TemplateNode> pieces, ReaderValues reading, List<TakenBranch> taken) {
        for (TemplateNode piece : pieces) {
            if (!(piece instanceof TemplateNode.IfDirective choice)) continue;
            int branch = 0;
            while (branch < choice.branches().size()
                    && !choice.branches().get(branch).condition().holds(reading::comparedText)) {
                branch++;
            }
            if (choice.branches().stream().anyMatch(one -> one.condition().dependsOnPerson())) {
                taken.add(new TakenBranch(choice, branch));
            }
            follow(
                    branch < choice.branches().size()
                            ? choice.branches().get(branch).pieces()
                            : choice.elseNodes(),
                    reading,
                    taken);
        }
    }

    /** For reviewers: {@code country is "DE"; department is not "IT"}. */
    String description() {
        return String.join(
                "; ", taken.stream().map(TakenBranch::description).distinct().toList());
    }
}
