package org.belay.mailing.draft;

import java.util.List;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.believable.AverageSentenceCheck;
import org.belay.mailing.check.believable.GenericGreetingCheck;
import org.belay.mailing.check.believable.LinkCountCheck;
import org.belay.mailing.check.believable.LoginLinkCheck;
import org.belay.mailing.check.believable.LongSentenceCheck;
import org.belay.mailing.check.believable.PlaceholderValueCheck;
import org.belay.mailing.check.believable.ReadingEaseCheck;
import org.belay.mailing.check.believable.ShoutingCheck;
import org.belay.mailing.check.believable.ThreatCheck;
import org.belay.mailing.check.believable.UrgencyCheck;
import org.belay.mailing.check.believable.VagueTimeCheck;
import org.belay.mailing.check.believable.VerifiableLinkCheck;
import org.belay.mailing.check.complete.ContactFieldCheck;
import org.belay.mailing.check.complete.DeadlineFirstCheck;
import org.belay.mailing.check.complete.EmptyAudienceCheck;
import org.belay.mailing.check.complete.LeftoverPlaceholderCheck;
import org.belay.mailing.check.complete.MissingLanguageCheck;
import org.belay.mailing.check.complete.NoticeSubjectCheck;
import org.belay.mailing.check.complete.PartialTranslationCheck;
import org.belay.mailing.check.complete.ReasonCheck;
import org.belay.mailing.check.complete.RequiredFieldCheck;
import org.belay.mailing.check.complete.SenderNameCheck;
import org.belay.mailing.check.complete.UnansweredQuestionCheck;
import org.belay.mailing.check.complete.UnknownFieldCheck;
import org.belay.mailing.check.correction.AlreadyActedCheck;
import org.belay.mailing.check.correction.CauseLengthCheck;
import org.belay.mailing.check.correction.CorrectionContactCheck;
import org.belay.mailing.check.correction.CorrectionDatesCheck;
import org.belay.mailing.check.correction.CorrectionOpeningCheck;
import org.belay.mailing.check.correction.DeadlineWithdrawnCheck;
import org.belay.mailing.check.correction.RelayReserveCheck;
import org.belay.mailing.check.correction.RepeatedDemandCheck;
import org.belay.mailing.check.correction.SameTopicCheck;
import org.belay.mailing.check.correction.TruthFirstCheck;
import org.belay.mailing.check.correction.TruthStatedCheck;
import org.belay.mailing.check.correction.WithdrawnNoticeCheck;
import org.belay.mailing.check.sound.FieldTypeCheck;
import org.belay.mailing.check.sound.HolidayDeadlineCheck;
import org.belay.mailing.check.sound.LinkHostCheck;
import org.belay.mailing.check.sound.LinkReachableCheck;
import org.belay.mailing.check.sound.LinkSchemeCheck;
import org.belay.mailing.check.sound.LinkShortenerCheck;
import org.belay.mailing.check.sound.LinkTextCheck;
import org.belay.mailing.check.sound.NumericDateCheck;
import org.belay.mailing.check.sound.PastDateCheck;
import org.belay.mailing.check.sound.RecipientDomainCheck;
import org.belay.mailing.check.sound.StartEndCheck;
import org.belay.mailing.check.sound.TextLanguageCheck;
import org.belay.mailing.check.sound.TimeZoneCheck;
import org.belay.mailing.check.sound.UsualSizeCheck;
import org.belay.mailing.check.sound.WeekdayCheck;
import org.belay.mailing.check.sound.WeekendDeadlineCheck;

/** The list of all checks, run before a draft is submitted for approval. */
final class CheckRegistry {
    /** In the order of docs/checks.md. */
    static final List<ContentCheck> ALL = List.of(
            new RequiredFieldCheck(),
            new UnansweredQuestionCheck(),
            new ReasonCheck(),
            new SenderNameCheck(),
            new ContactFieldCheck(),
            new NoticeSubjectCheck(),
            new DeadlineFirstCheck(),
            new LeftoverPlaceholderCheck(),
            new UnknownFieldCheck(),
            new PartialTranslationCheck(),
            new MissingLanguageCheck(),
            new EmptyAudienceCheck(),
            new RecipientDomainCheck(),
            new UsualSizeCheck(),
            new FieldTypeCheck(),
            new TimeZoneCheck(),
            new PastDateCheck(),
            new StartEndCheck(),
            new WeekendDeadlineCheck(),
            new HolidayDeadlineCheck(),
            new WeekdayCheck(),
            new NumericDateCheck(),
            new TextLanguageCheck(),
            new LinkSchemeCheck(),
            new LinkHostCheck(),
            new LinkTextCheck(),
            new LinkShortenerCheck(),
            new LinkReachableCheck(),
            new LongSentenceCheck(),
            new AverageSentenceCheck(),
            new ReadingEaseCheck(),
            new VagueTimeCheck(),
            new ShoutingCheck(),
            new ThreatCheck(),
            new UrgencyCheck(),
            new LoginLinkCheck(),
            new GenericGreetingCheck(),
            new LinkCountCheck(),
            new VerifiableLinkCheck(),
            new PlaceholderValueCheck(),
            new RelayReserveCheck(),
            new TruthStatedCheck(),
            new TruthFirstCheck(),
            new CorrectionOpeningCheck(),
            new RepeatedDemandCheck(),
            new CorrectionDatesCheck(),
            new AlreadyActedCheck(),
            new WithdrawnNoticeCheck(),
            new SameTopicCheck(),
            new DeadlineWithdrawnCheck(),
            new CorrectionContactCheck(),
            new CauseLengthCheck());

    private CheckRegistry() {}

    /**
     * Runs all checks on a draft.
     *
     * @return errors first, then warnings, each in the order of {@link #ALL}
     */
    static List<CheckFinding> findingsOf(CheckInput draft) {
        List<CheckFinding> findings = ALL.stream()
                .flatMap(check -> check.findings(draft).map(finding -> finding.foundBy(check)))
                .toList();
        return Stream.of(FindingSeverity.values())
                .flatMap(severity -> findings.stream().filter(finding -> finding.severity() == severity))
                .toList();
    }
}
