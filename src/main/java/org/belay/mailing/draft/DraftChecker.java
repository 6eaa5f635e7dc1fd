package org.belay.mailing.draft;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.belay.access.team.AllTeams;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.SnapshotId;
import org.belay.audience.ValueCount;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.relay.SendingForecast;
import org.belay.delivery.relay.SendingForecasts;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.LinkPolicy;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailPreview;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.policy.ApprovalPolicies;
import org.belay.mailing.store.SubmissionStore;
import org.belay.message.PlaceholderRules;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.template.AttributeGroup;
import org.belay.template.MailVariant;
import org.belay.template.TemplateVersion;
import org.springframework.stereotype.Component;

/** Runs the checks on a draft with the server's data, and compiles its previews. */
@Component
public class DraftChecker {

    private final DraftCompiler wording;
    private final Audiences audiences;
    private final Settings settings;
    private final Clock clock;
    private final LinkProbe probe;
    private final LinkPolicy links;
    private final SendingForecasts forecasts;
    private final ApprovalPolicies policies;
    private final SubmissionStore submissions;
    private final AllTeams allTeams;

    DraftChecker(
            DraftCompiler wording,
            Audiences audiences,
            Settings settings,
            Clock clock,
            SendingForecasts forecasts,
            ApprovalPolicies policies,
            SubmissionStore submissions,
            AllTeams allTeams) {
        this.allTeams = allTeams;
        this.wording = wording;
        this.audiences = audiences;
        this.settings = settings;
        this.clock = clock;
        this.forecasts = forecasts;
        this.policies = policies;
        this.submissions = submissions;
        this.probe = new LinkProbe(clock);
        this.links = new LinkPolicy(wording.trustedHosts(), probe::lastProblem);
    }

    /** The subject of the notice; a missing value is shown as a placeholder. */
    public String title(TemplateVersion template, Draft draft) {
        return wording.textsByLanguage(template, draft, DispatchKind.NOTICE)
                .get(0)
                .subject();
    }

    /** Probes all links first, then returns {@link #findings}. Call it outside a transaction: hosts may take seconds to answer. */
    public List<CheckFinding> findingsAfterLinkProbe(TemplateVersion template, Draft draft) {
        CheckInput checked = checked(template, draft);
        probe.probeAll(FieldLink.allIn(checked)
                .filter(link -> link.host().filter(links::isAllowed).isPresent())
                .flatMap(link -> link.webAddress().stream())
                .toList());
        return CheckRegistry.findingsOf(checked);
    }

    /** Findings with the stored results of earlier link probes; probes no link itself. */
    List<CheckFinding> findings(TemplateVersion template, Draft draft) {
        return CheckRegistry.findingsOf(checked(template, draft));
    }

    private CheckInput checked(TemplateVersion template, Draft draft) {
        AudienceProfile readers = audiences
                .byName(draft.audience())
                .map(audience -> readers(audience, template, draft))
                .orElse(new AudienceProfile(0, Map.of()));
        return wording.checkInput(template, draft, readers, links, clock.instant());
    }

    /** Expected duration of the notice and of its correction, and the use of the relay's daily limit. */
    public SendingForecast forecast(Draft draft, long people) {
        return forecasts.of(people, draft.pace(), draft.sendAt().map(ZonedDateTime::toInstant));
    }

    private AudienceProfile readers(Audience audience, TemplateVersion template, Draft draft) {
        return new AudienceProfile(
                audience.people(),
                counts(audience, "country"),
                counts(audience, "language"),
                unfit(audience, wording.placeholders(template, draft)),
                forecast(draft, audience.people()).day(),
                outsideDomains(audience),
                usual(draft));
    }

    private Map<String, Long> counts(Audience audience, String attribute) {
        return audiences.valueCounts(audience.id(), attribute).stream()
                .filter(count -> !count.value().isBlank())
                .collect(Collectors.toMap(ValueCount::value, ValueCount::people, Long::sum));
    }

    private List<ValueCount> outsideDomains(Audience audience) {
        Set<String> allowed = policies.current().recipientDomains();
        return allowed.isEmpty() ? List.of() : audiences.otherDomains(audience.id(), allowed);
    }

    private Optional<AudienceProfile.UsualSize> usual(Draft draft) {
        return allTeams.call(() -> submissions.usualPeople(draft.template()))
                .map(people -> new AudienceProfile.UsualSize(
                        people, policies.current().limits().usualFactor()));
    }

    private Map<String, List<ValueCount>> unfit(Audience audience, List<String> placeholders) {
        return placeholders.stream()
                .collect(Collectors.toMap(
                        attribute -> attribute,
                        attribute ->
                                audiences.unusualValues(audience.id(), attribute, PlaceholderRules.MAX_LENGTH).stream()
                                        .filter(value -> PlaceholderRules.problem(value.value())
                                                .isPresent())
                                        .toList()));
    }

    /** @throws RequestRefused with every error and unanswered warning, or with the settings that are missing for sending */
    public void requireSubmittable(MailingId id, TemplateVersion template, Draft draft, Map<String, String> answers) {
        List<String> missing = settings.missingForSending();
        if (!missing.isEmpty()) {
            throw new RequestRefused(id
                    + " was not submitted: settings for sending are missing. Add to belay.yaml and restart Belay:\n  "
                    + String.join("\n  ", missing));
        }
        List<CheckFinding> open = findings(template, draft).stream()
                .filter(f -> f.severity() == FindingSeverity.ERROR
                        || answers.getOrDefault(f.id(), "").isBlank())
                .toList();
        if (!open.isEmpty()) {
            throw new RequestRefused(id + " was not submitted:\n"
                    + open.stream().map(DraftChecker::line).collect(Collectors.joining("\n")));
        }
    }

    private static String line(CheckFinding finding) {
        String ask = finding.severity() == FindingSeverity.ERROR ? "" : " Or answer the warning " + finding.id() + ".";
        return "  " + finding.severity().name().toLowerCase(java.util.Locale.ROOT) + ", " + finding.field() + ": "
                + finding.message() + " " + finding.fix() + ask;
    }

    public Audience audience(Draft draft) {
        return audiences
                .byName(draft.audience())
                .orElseThrow(() -> new RequestRefused("There is no audience named \"" + draft.audience()
                        + "\". Import it first, or choose an existing one."));
    }

    public List<AttributeGroup> groups(SnapshotId snapshot, List<String> splitBy) {
        return audiences.valueGroups(snapshot, splitBy).stream()
                .map(group -> new AttributeGroup(group.values(), group.people()))
                .toList();
    }

    /** The variants of a template for an audience, each with its number of people. */
    public List<MailVariant> texts(TemplateVersion template, Draft draft, DispatchKind kind, Audience audience) {
        List<AttributeGroup> groups =
                audiences.valueGroups(audience.id(), wording.splittingAttributes(template)).stream()
                        .map(group -> new AttributeGroup(group.values(), group.people()))
                        .toList();
        return wording.compile(template, draft, kind, groups, false).variants();
    }

    public MailPreview preview(
            TemplateVersion template, Draft draft, DispatchKind kind, String language, Map<String, String> person) {
        Map<String, String> reader = new java.util.HashMap<>(person);
        reader.put("language", language);
        MailVariant mail = wording.compileForPerson(template, draft, kind, reader);
        return new MailPreview(mail.language(), template.languages(), mail.subject(), mail.html(), mail.text());
    }
}
