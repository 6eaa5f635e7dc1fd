package org.belay.correction;

import java.util.TreeMap;
import org.belay.correction.ProposalStore.ValidValues;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.mailing.freeze.DigestBuilder;
import org.belay.mailing.model.MailingId;
import org.springframework.stereotype.Component;

/** The SHA-256 that the approval of a correction is bound to: its bytes, who reads what, its values, and what it follows. */
@Component
class ProposalDigest {

    private static final String FORMAT = "belay-correction 1";

    private final FrozenDispatches frozen;

    ProposalDigest(FrozenDispatches frozen) {
        this.frozen = frozen;
    }

    String of(
            MailingId mailing,
            CorrectionKind kind,
            ValidValues values,
            String note,
            DispatchId follows,
            DispatchId dispatch) {
        var hash = new DigestBuilder();
        hash.add(FORMAT, mailing.toString(), kind.name(), note, Long.toString(follows.value()));
        hash.add("values", values.texts());
        new TreeMap<>(values.translations()).forEach(hash::add);
        frozen.variants(dispatch).forEach(v -> hash.add("variant", Integer.toString(v.number()), v.sha256()));
        hash.add("who reads what", frozen.assignmentDigest(dispatch));
        return hash.hex();
    }
}
