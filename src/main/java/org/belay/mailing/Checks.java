package org.belay.mailing;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.belay.template.TemplateVersion;
import org.belay.template.Values;
import org.belay.template.Variant;

/** All that is looked at before somebody else is asked to approve. Each check is a small function of the draft. */
final class Checks {
    private static final List<Function<CheckedDraft, Stream<Finding>>> ALL = List.of(
            CheckUnknown::of,
            CheckMissing::of,
            CheckFit::of,
            CheckPast::of,
            CheckOrder::of,
            CheckWeekend::of,
            CheckContact::of,
            CheckTruth::of,
            CheckPlaceholders::of,
            CheckVague::of,
            CheckTranslation::of,
            CheckAudience::of);

    private Checks() {}

    /**
     * Looks at a draft.
     *
     * @param values the notice's and the correction's, in every language
     * @param people how many the audience has; 0 also where there is none
     * @param notice compiled for preview: what is missing may be missing
     * @param correction likewise
     * @return errors first, then warnings, each in the order of the form
     */
    static List<Finding> of(
            TemplateVersion template,
            Values values,
            long people,
            List<Variant> notice,
            List<Variant> correction,
            Instant now) {
        var draft = new CheckedDraft(template, values, people, notice, correction, now);
        List<Finding> findings =
                ALL.stream().flatMap(check -> check.apply(draft)).toList();
        return Stream.of(Severity.values())
                .flatMap(severity -> findings.stream().filter(finding -> finding.severity() == severity))
                .toList();
    }
}
