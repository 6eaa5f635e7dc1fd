package org.belay.delivery.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;

/**
 * The statements of a mailing that were sent, in their order: the notice, then its corrections. At any moment one of them is valid, or the
 * mailing is withdrawn.
 */
record StatementChain(List<Statement> statements) {

    /** @param kind empty for a notice or reminder */
    record Statement(DispatchId dispatch, Optional<CorrectionKind> kind) {

        boolean is(CorrectionKind one) {
            return kind.filter(one::equals).isPresent();
        }
    }

    /** What a correction does to an earlier statement; the names are those of the table changed_statement. */
    enum Role {
        CHANGED,
        OUTDATED,
        REPEATED
    }

    boolean isWithdrawn() {
        return statements.stream()
                .flatMap(one -> one.kind().stream())
                .reduce((before, last) -> last)
                .filter(CorrectionKind.DISREGARD::equals)
                .isPresent();
    }

    /** Only what is valid can be withdrawn or amended, and only what is withdrawn can be reinstated. */
    boolean allows(CorrectionKind next) {
        return isWithdrawn() == (next == CorrectionKind.REINSTATE);
    }

    /**
     * What the next correction changes. A DISREGARD and an AMEND change everything that says something else. A REINSTATE changes
     * the withdrawals; where an amendment is valid again, it also changes what was outdated by that amendment, for people who never
     * got the amendment because the withdrawal stopped it.
     */
    Map<DispatchId, Role> changesOf(CorrectionKind next) {
        var roles = new LinkedHashMap<DispatchId, Role>();
        int amendment = lastAmendment();
        for (int place = 0; place < statements.size(); place++) {
            Statement one = statements.get(place);
            boolean withdrawal = one.is(CorrectionKind.DISREGARD);
            if (next == CorrectionKind.AMEND || withdrawal == (next == CorrectionKind.REINSTATE)) {
                roles.put(one.dispatch(), Role.CHANGED);
            } else if (next == CorrectionKind.REINSTATE && place < amendment) {
                roles.put(one.dispatch(), Role.OUTDATED);
            } else if (next == CorrectionKind.REINSTATE && amendment >= 0) {
                roles.put(one.dispatch(), Role.REPEATED);
            }
        }
        return roles;
    }

    private int lastAmendment() {
        for (int place = statements.size() - 1; place >= 0; place--) {
            if (statements.get(place).is(CorrectionKind.AMEND)) {
                return place;
            }
        }
        return -1;
    }
}
