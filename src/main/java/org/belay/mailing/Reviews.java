package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.audience.Audiences;
import org.belay.audience.Count;
import org.belay.audience.SnapshotId;
import org.belay.delivery.Dispatches;
import org.belay.delivery.FrozenVariant;
import org.belay.mailing.Review.Placeholder;
import org.belay.message.Mailbox;
import org.belay.platform.Refused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what an approver is shown and its digest, from one database snapshot. */
@Component
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Reviews {
    private static final int MAX_SHOWN = 5;

    private final MailingStore store;
    private final MailingLookup lookup;
    private final ApprovalDigest digest;
    private final Dispatches dispatches;
    private final Audiences audiences;
    private final Settings settings;

    Reviews(
            MailingStore store,
            MailingLookup lookup,
            ApprovalDigest digest,
            Dispatches dispatches,
            Audiences audiences,
            Settings settings) {
        this.store = store;
        this.lookup = lookup;
        this.digest = digest;
        this.dispatches = dispatches;
        this.audiences = audiences;
        this.settings = settings;
    }

    /** @throws Refused if the mailing is a draft, because nothing is frozen yet */
    public Review of(MailingId id) {
        MailingStore.Row row = store.find(id).orElseThrow(() -> Mailings.missing(id));
        if (row.snapshot().isEmpty()
                || row.notice().isEmpty()
                || row.correction().isEmpty()) {
            throw new Refused(id + " is a draft: it can be reviewed once it is submitted.");
        }
        List<FrozenVariant> notices = dispatches.variants(row.notice().get());
        List<FrozenVariant> corrections = dispatches.variants(row.correction().get());
        return new Review(
                lookup.mailing(row),
                digest.of(row),
                audiences.snapshot(row.snapshot().get()),
                new Mailbox(settings.sender().name(), settings.sender().address()),
                Freezing.contact(row.draft())
                        .map(Mailbox::address)
                        .orElse(settings.sender().address()),
                read(notices),
                read(corrections),
                placeholders(row.snapshot().get(), Stream.concat(notices.stream(), corrections.stream())));
    }

    private static List<MailText> read(List<FrozenVariant> variants) {
        return variants.stream().map(one -> MailText.of(one, Map.of())).toList();
    }

    private List<Placeholder> placeholders(SnapshotId snapshot, Stream<FrozenVariant> variants) {
        return variants.flatMap(variant -> variant.attributes().stream())
                .distinct()
                .map(attribute -> placeholder(snapshot, attribute))
                .toList();
    }

    private Placeholder placeholder(SnapshotId snapshot, String attribute) {
        List<Count> counts = audiences.countsBy(snapshot, attribute);
        long without = counts.stream()
                .filter(count -> count.value().isBlank())
                .mapToLong(Count::people)
                .sum();
        return new Placeholder(
                attribute,
                without,
                counts.stream()
                        .filter(count -> !count.value().isBlank())
                        .limit(MAX_SHOWN)
                        .toList(),
                audiences.longestValues(snapshot, attribute, MAX_SHOWN));
    }
}
