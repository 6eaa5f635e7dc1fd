package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions about a person that apply to a group in one mail, and the branch taken at each. Two groups with the same decisions read the
 * same text.
 */
record Decisions(List<Taken> taken) {

    /** @param branch from 0; the number of branches for {@code <#else>} or nothing */
    record Taken(Piece.Choice choice, int branch) {
        // identity: both are nodes of the same parsed mail, and comparing their contents would cost as much as
        // rendering
        @Override
        public boolean equals(Object other) {
            return other instanceof Taken taken && taken.choice == choice && taken.branch == branch;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(choice) + branch;
        }

        String words() {
            var words = new ArrayList<String>();
            for (int i = 0; i < branch; i++) {
                words.add(Condition.opposite(choice.branches().get(i).condition()));
            }
            if (branch < choice.branches().size()) {
                words.add(choice.branches().get(branch).condition().words());
            }
            return String.join(" and ", words);
        }
    }

    static Decisions of(MailSource mail, Reading reading) {
        var taken = new ArrayList<Taken>();
        Stream.of(mail.subject(), mail.preview(), mail.body()).forEach(pieces -> follow(pieces, reading, taken));
        return new Decisions(taken);
    }

    private static void follow(List<Piece> pieces, Reading reading, List<Taken> taken) {
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Choice choice)) continue;
            int branch = 0;
            while (branch < choice.branches().size()
                    && !choice.branches().get(branch).condition().holds(reading::compared)) {
                branch++;
            }
            if (choice.branches().stream().anyMatch(one -> one.condition().asksPerson())) {
                taken.add(new Taken(choice, branch));
            }
            follow(
                    branch < choice.branches().size()
                            ? choice.branches().get(branch).pieces()
                            : choice.otherwise(),
                    reading,
                    taken);
        }
    }

    /** For reviewers: {@code country is "DE"; department is not "IT"}. */
    String words() {
        return String.join("; ", taken.stream().map(Taken::words).distinct().toList());
    }
}
