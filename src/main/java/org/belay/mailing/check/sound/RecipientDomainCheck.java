package org.belay.mailing.check.sound;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.audience.ValueCount;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** All people of the audience have addresses in the domains that the policy allows. */
public final class RecipientDomainCheck implements ContentCheck {
    private static final int SHOWN = 3;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "recipient-domain",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "The approval rules name the domains that may get mailings, and some people of the audience have addresses in other domains.",
                Map.of("people", "2431"),
                Map.of("outside.example.net", "3"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        List<ValueCount> outside = draft.audience().outsideDomains();
        if (outside.isEmpty()) return Stream.empty();
        long people = outside.stream().mapToLong(ValueCount::people).sum();
        String shown = outside.stream()
                .sorted(Comparator.comparingLong(ValueCount::people).reversed())
                .limit(SHOWN)
                .map(domain -> "%s (%,d)".formatted(domain.value(), domain.people()))
                .collect(Collectors.joining(", "));
        return Stream.of(CheckFinding.error(
                "recipient-domain",
                "audience",
                String.format(
                        Locale.UK,
                        people == 1
                                ? "%,d person has an address outside the allowed domains: %s%s."
                                : "%,d people have addresses outside the allowed domains: %s%s.",
                        people,
                        shown,
                        outside.size() > SHOWN ? " and others" : ""),
                "Import the audience without them, or ask an administrator to allow their domain (Approval rules)."));
    }
}
