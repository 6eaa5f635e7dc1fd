package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.belay.audience.Audiences;
import org.belay.audience.SnapshotId;
import org.belay.audience.ValueCount;
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.freeze.MailingFreezer;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.MailingReview.PlaceholderValues;
import org.belay.mailing.model.VariantText;
import org.belay.mailing.store.MailingAssembler;
import org.belay.mailing.store.MailingRow;
import org.belay.message.NamedAddress;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what an approver is shown and its digest, from one database snapshot. */
@Component
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class MailingReviews {
    private static final int MAX_SHOWN = 5;

    private final MailingGuard guard;
    private final MailingAssembler lookup;
    private final ApprovalDigest digest;
    private final FrozenDispatches frozen;
    private final Audiences audiences;
    private final Settings settings;

    MailingReviews(
            MailingGuard guard,
            MailingAssembler lookup,
            ApprovalDigest digest,
            FrozenDispatches frozen,
            Audiences audiences,
            Settings settings) {
        this.guard = guard;
        this.lookup = lookup;
        this.digest = digest;
        this.frozen = frozen;
        this.audiences = audiences;
        this.settings = settings;
    }

    /** @throws RequestRefused if the mailing is a draft, because nothing is frozen yet */
    public MailingReview of(MailingId id) {
        MailingRow row = guard.find(id);
        if (row.snapshot().isEmpty()
                || row.notice().isEmpty()
                || row.disregard().isEmpty()) {
            throw new RequestRefused(id + " is a draft: it can be reviewed once it is submitted.");
        }
        List<FrozenVariant> notices = frozen.variants(row.notice().get());
        List<FrozenVariant> corrections = frozen.variants(row.disregard().get());
        return new MailingReview(
                lookup.assemble(row),
                digest.of(row),
                audiences.snapshot(row.snapshot().get()),
                new NamedAddress(
                        settings.sender().name(),
                        new EmailAddress(settings.sender().address())),
                MailingFreezer.replyTo(row.draft())
                        .map(EmailAddress::text)
                        .orElse(settings.sender().address()),
                read(notices),
                read(corrections),
                placeholders(row.snapshot().get(), Stream.concat(notices.stream(), corrections.stream())));
    }

    private static List<VariantText> read(List<FrozenVariant> variants) {
        return variants.stream().map(one -> VariantText.of(one, Map.of())).toList();
    }

    private List<PlaceholderValues> placeholders(SnapshotId snapshot, Stream<FrozenVariant> variants) {
        return variants.flatMap(variant -> variant.attributes().stream())
                .distinct()
                .map(attribute -> placeholder(snapshot, attribute))
                .toList();
    }

    private PlaceholderValues placeholder(SnapshotId snapshot, String attribute) {
        List<ValueCount> counts = audiences.valueCounts(snapshot, attribute);
        long without = counts.stream()
                .filter(count -> count.value().isBlank())
                .mapToLong(ValueCount::people)
                .sum();
        return new PlaceholderValues(
                attribute,
                without,
                counts.stream()
                        .filter(count -> !count.value().isBlank())
                        .limit(MAX_SHOWN)
                        .toList(),
                audiences.longestValues(snapshot, attribute, MAX_SHOWN));
    }
}
