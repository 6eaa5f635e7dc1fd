package org.belay.mailing;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.Count;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.relay.Forecast;
import org.belay.delivery.relay.Forecasts;
import org.belay.message.ShortValue;
import org.belay.platform.Refused;
import org.belay.platform.Settings;
import org.belay.template.AttributeGroup;
import org.belay.template.TemplateVersion;
import org.belay.template.Variant;
import org.springframework.stereotype.Component;

/** Runs the checks on a draft with the server's data, and compiles its previews. */
@Component
class DraftCheck {

    private final Wording wording;
    private final Audiences audiences;
    private final Settings settings;
    private final Clock clock;
    private final LinkProbe probe;
    private final Links links;
    private final Forecasts forecasts;

    DraftCheck(Wording wording, Audiences audiences, Settings settings, Clock clock, Forecasts forecasts) {
        this.wording = wording;
        this.audiences = audiences;
        this.settings = settings;
        this.clock = clock;
        this.forecasts = forecasts;
        this.probe = new LinkProbe(clock);
        this.links = new Links(wording.ownHosts(), probe::known);
    }

    /** The subject of the notice; a missing value is shown as a placeholder. */
    String title(TemplateVersion template, Draft draft) {
        return wording.inEachLanguage(template, draft, DispatchKind.NOTICE)
                .get(0)
                .subject();
    }

    /** Probes all links first, then returns {@link #findings}. Call it outside a transaction: hosts may take seconds to answer. */
    List<Finding> askedFindings(TemplateVersion template, Draft draft) {
        CheckedDraft checked = checked(template, draft);
        probe.ask(WrittenLink.all(checked)
                .filter(link -> link.host().filter(links::allowed).isPresent())
                .flatMap(link -> link.address().stream())
                .toList());
        return Checks.of(checked);
    }

    /** Findings with the stored results of earlier link probes; probes no link itself. */
    List<Finding> findings(TemplateVersion template, Draft draft) {
        return Checks.of(checked(template, draft));
    }

    private CheckedDraft checked(TemplateVersion template, Draft draft) {
        Readers readers = audiences
                .byName(draft.audience())
                .map(audience -> readers(audience, template, draft))
                .orElse(new Readers(0, Map.of()));
        return wording.checked(template, draft, readers, links, clock.instant());
    }

    /** Expected duration of the notice and of its correction, and the use of the relay's daily limit. */
    Forecast forecast(Draft draft, long people) {
        return forecasts.of(people, draft.pace(), draft.sendAt().map(ZonedDateTime::toInstant));
    }

    private Readers readers(Audience audience, TemplateVersion template, Draft draft) {
        return new Readers(
                audience.people(),
                counts(audience, "country"),
                counts(audience, "language"),
                unfit(audience, wording.placeholders(template, draft)),
                forecast(draft, audience.people()).day());
    }

    private Map<String, Long> counts(Audience audience, String attribute) {
        return audiences.countsBy(audience.id(), attribute).stream()
                .filter(count -> !count.value().isBlank())
                .collect(Collectors.toMap(Count::value, Count::people, Long::sum));
    }

    private Map<String, List<Count>> unfit(Audience audience, List<String> placeholders) {
        return placeholders.stream()
                .collect(Collectors.toMap(
                        attribute -> attribute,
                        attribute -> audiences.unusualValues(audience.id(), attribute, ShortValue.LONGEST).stream()
                                .filter(value ->
                                        ShortValue.problem(value.value()).isPresent())
                                .toList()));
    }

    /** @throws Refused with every error and unanswered warning, or with the settings that are missing for sending */
    void refuseUnlessGood(MailingId id, TemplateVersion template, Draft draft, Map<String, String> answers) {
        List<String> missing = settings.missingForSending();
        if (!missing.isEmpty()) {
            throw new Refused(id
                    + " was not submitted: settings for sending are missing. Add to belay.yaml and restart Belay:\n  "
                    + String.join("\n  ", missing));
        }
        List<Finding> open = findings(template, draft).stream()
                .filter(f -> f.severity() == Severity.ERROR
                        || answers.getOrDefault(f.id(), "").isBlank())
                .toList();
        if (!open.isEmpty()) {
            throw new Refused(id + " was not submitted:\n"
                    + open.stream().map(DraftCheck::line).collect(Collectors.joining("\n")));
        }
    }

    private static String line(Finding finding) {
        String ask = finding.severity() == Severity.ERROR ? "" : " Or answer it (" + finding.id() + ").";
        return "  " + finding.severity().name().toLowerCase(java.util.Locale.ROOT) + ", " + finding.field() + ": "
                + finding.message() + " " + finding.fix() + ask;
    }

    Audience audience(Draft draft) {
        return audiences
                .byName(draft.audience())
                .orElseThrow(() -> new Refused("There is no audience named \"" + draft.audience()
                        + "\". Import it first, or choose an existing one."));
    }

    List<AttributeGroup> groups(SnapshotId snapshot, List<String> splitBy) {
        return audiences.groups(snapshot, splitBy).stream()
                .map(group -> new AttributeGroup(group.values(), group.people()))
                .toList();
    }

    /** The variants of a template for an audience, each with its number of people. */
    List<Variant> texts(TemplateVersion template, Draft draft, DispatchKind kind, Audience audience) {
        List<AttributeGroup> groups = audiences.groups(audience.id(), wording.splittingAttributes(template)).stream()
                .map(group -> new AttributeGroup(group.values(), group.people()))
                .toList();
        return wording.compile(template, draft, kind, groups, false).variants();
    }

    Preview preview(
            TemplateVersion template, Draft draft, DispatchKind kind, String language, Map<String, String> person) {
        Map<String, String> reader = new java.util.HashMap<>(person);
        reader.put("language", language);
        Variant mail = wording.alone(template, draft, kind, reader);
        return new Preview(mail.language(), template.languages(), mail.subject(), mail.html(), mail.text());
    }
}
