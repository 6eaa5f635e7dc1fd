package org.belay.mailing.model;

import java.util.List;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.ValueCount;
import org.belay.message.NamedAddress;

/**
 * Everything that an approver is shown.
 *
 * @param digest SHA-256 of everything that an approval is bound to; the approval must state it
 * @param answersTo reply address: the contact of the mailing, or the sender if it has no contact address
 * @param notices every variant of the notice
 * @param corrections every variant of the correction
 */
public record MailingReview(
        Mailing mailing,
        String digest,
        AudienceSnapshot snapshot,
        NamedAddress sender,
        String answersTo,
        List<VariantText> notices,
        List<VariantText> corrections,
        List<PlaceholderValues> placeholders) {

    /**
     * An attribute of people whose values are used in a variant.
     *
     * @param without number of people who lack the attribute and read the template's default
     * @param frequent the most frequent values
     * @param longest the longest values
     */
    public record PlaceholderValues(
            String attribute, long without, List<ValueCount> frequent, List<ValueCount> longest) {}
}
