package org.belay.mailing;

import java.util.List;
import java.util.stream.Stream;

/** The list of all checks, run before a draft is submitted for approval. */
final class Checks {
    /** In the order of docs/checks.md. */
    static final List<Check> ALL = List.of(
            new CheckMissing(),
            new CheckUnanswered(),
            new CheckReason(),
            new CheckSender(),
            new CheckContact(),
            new CheckSubject(),
            new CheckFirst(),
            new CheckPlaceholders(),
            new CheckUnknown(),
            new CheckTranslation(),
            new CheckUntranslated(),
            new CheckAudience(),
            new CheckFit(),
            new CheckZone(),
            new CheckPast(),
            new CheckOrder(),
            new CheckWeekend(),
            new CheckHoliday(),
            new CheckWeekday(),
            new CheckNumericDate(),
            new CheckLanguage(),
            new CheckLinkTarget(),
            new CheckLinkHost(),
            new CheckLinkText(),
            new CheckShortener(),
            new CheckLinkAnswers(),
            new CheckLongSentence(),
            new CheckAverageSentence(),
            new CheckReadingEase(),
            new CheckVague(),
            new CheckShouting(),
            new CheckThreat(),
            new CheckUrgency(),
            new CheckLogIn(),
            new CheckGreeting(),
            new CheckManyLinks(),
            new CheckVerifiable(),
            new CheckValues(),
            new CheckReserve(),
            new CheckTruth(),
            new CheckTruthFirst(),
            new CheckOpening(),
            new CheckDemandRepeated(),
            new CheckDates(),
            new CheckActed(),
            new CheckWithdrawn(),
            new CheckSameMatter(),
            new CheckDeadlineTaken(),
            new CheckWhomToAsk(),
            new CheckCause());

    private Checks() {}

    /**
     * Runs all checks on a draft.
     *
     * @return errors first, then warnings, each in the order of {@link #ALL}
     */
    static List<Finding> of(CheckedDraft draft) {
        List<Finding> findings = ALL.stream()
                .flatMap(check -> check.of(draft).map(finding -> finding.foundBy(check)))
                .toList();
        return Stream.of(Severity.values())
                .flatMap(severity -> findings.stream().filter(finding -> finding.severity() == severity))
                .toList();
    }
}
