package org.belay.mailing.freeze;

import java.util.List;
import java.util.TreeMap;
import org.belay.address.EmailAddress;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.delivery.DispatchId;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.mailing.model.Draft;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.belay.mailing.store.MailingRow;
import org.belay.platform.Settings;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;

/**
 * The SHA-256 that an approval is bound to (docs/promises.md, I7). It covers the bytes of every variant of notice and correction, the template's version,
 * the values, the answers to warnings, the people, the variant of each person, the sender and the reply address, the
 * pace, and the time as the author wrote it.
 */
@Component
public class ApprovalDigest {
    /** Increased with each change of what the digest covers. An approval stores its format, so that it can be verified later. */
    public static final int FORMAT = 2;

    private final Templates templates;
    private final Audiences audiences;
    private final FrozenDispatches frozen;
    private final Settings settings;

    ApprovalDigest(Templates templates, Audiences audiences, FrozenDispatches frozen, Settings settings) {
        this.templates = templates;
        this.audiences = audiences;
        this.frozen = frozen;
        this.settings = settings;
    }

    /** The digest of what is frozen now, in the current format. */
    public String of(MailingRow row) {
        return of(row, FORMAT);
    }

    /** Whether this approval is of what is frozen now, by the digest in the format of the approval. */
    public boolean isOf(MailingRow row, ApprovalRow approval) {
        return of(row, approval.format()).equals(approval.sha256());
    }

    private String of(MailingRow row, int format) {
        Draft draft = row.draft();
        AudienceSnapshot snapshot = audiences.snapshot(row.snapshot().orElseThrow());
        DispatchId notice = row.notice().orElseThrow();
        DispatchId correction = row.disregard().orElseThrow();
        var hash = new DigestBuilder();
        if (format >= 2) {
            hash.add("belay-approval", Integer.toString(format));
            hash.add("sender", settings.sender().name(), settings.sender().address());
            hash.add(
                    "answers to",
                    MailingFreezer.replyTo(draft).map(EmailAddress::text).orElse(""));
        }
        hash.add(
                "template",
                draft.template(),
                templates.version(row.templateVersion()).sha256(),
                draft.language());
        hash.add("values", draft.values());
        new TreeMap<>(draft.translations()).forEach(hash::add);
        hash.add("correction", draft.correction());
        new TreeMap<>(draft.correctionTranslations()).forEach(hash::add);
        hash.add("answers", row.answers());
        hash.add("people", snapshot.sha256(), Long.toString(snapshot.people()));
        hash.add("pace", Integer.toString(draft.pace()));
        hash.add("send", row.sendAt().orElse("when scheduled"));
        frozen.variants(notice).forEach(v -> hash.add("notice", Integer.toString(v.number()), v.sha256()));
        frozen.variants(correction).forEach(v -> hash.add("correction", Integer.toString(v.number()), v.sha256()));
        List.of(notice, correction).forEach(one -> hash.add("who reads what", frozen.assignmentDigest(one)));
        return hash.hex();
    }
}
