package org.belay.mailing.draft;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.LinkPolicy;
import org.belay.mailing.model.Draft;
import org.belay.platform.Settings;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.Letterhead;
import org.belay.template.MailVariant;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.render.TemplateCompiler;
import org.springframework.stereotype.Component;

/** Compiles a draft with its template into the texts of notice and correction. */
@Component
public class DraftCompiler {

    private final Settings settings;

    DraftCompiler(Settings settings) {
        this.settings = settings;
    }

    /**
     * Compiles every variant of a notice or correction, for the groups of an audience.
     *
     * @param strict true refuses a missing required value; false shows a placeholder instead, for previews
     */
    public CompiledPart compile(
            TemplateVersion template, Draft draft, DispatchKind kind, List<AttributeGroup> groups, boolean strict) {
        TemplatePart part = part(kind);
        AuthoredValues values = values(draft);
        if (kind == DispatchKind.CORRECTION) {
            CompiledPart notice = compile(template, TemplatePart.NOTICE, values, groups, strict);
            values = correction(values, draft).forCorrectionOf(notice, draft.sendAt());
        }
        return compile(template, part, values, groups, strict);
    }

    /**
     * Compiles a correction that repeats the notice.
     *
     * @param template made from the notice, with the correction that is compiled
     * @param sent the notice as it was sent, which the correction names by its subject
     * @param at when it began to be sent
     */
    public CompiledPart compileAmended(
            TemplateVersion template, Draft draft, Draft sent, ZonedDateTime at, List<AttributeGroup> groups) {
        CompiledPart notice = compile(template, TemplatePart.NOTICE, values(sent), groups, false);
        AuthoredValues values = correction(values(draft), draft).forCorrectionOf(notice, Optional.of(at));
        return compile(template, TemplatePart.CORRECTION, values, groups, true);
    }

    /** The mail of one person, with their values. */
    MailVariant compileForPerson(TemplateVersion template, Draft draft, DispatchKind kind, Map<String, String> person) {
        var reader = List.of(new AttributeGroup(person, 1));
        return ReaderView.withAttributes(
                compile(template, draft, kind, reader, false).variants().get(0), person);
    }

    private static CompiledPart compile(
            TemplateVersion template,
            TemplatePart part,
            AuthoredValues values,
            List<AttributeGroup> groups,
            boolean strict) {
        return strict
                ? TemplateCompiler.compile(template, part, values, groups)
                : TemplateCompiler.preview(template, part, values, groups);
    }

    /** The attributes whose values decide which variant a person reads, of notice and correction together. */
    public List<String> splittingAttributes(TemplateVersion template) {
        var attributes = new java.util.LinkedHashSet<String>();
        attributes.addAll(TemplateCompiler.groupingAttributes(template, TemplatePart.NOTICE));
        attributes.addAll(TemplateCompiler.groupingAttributes(template, TemplatePart.CORRECTION));
        return List.copyOf(attributes);
    }

    /** The input of the checks: the draft's values, and the mails compiled from them in each language. */
    CheckInput checkInput(
            TemplateVersion template, Draft draft, AudienceProfile readers, LinkPolicy links, Instant now) {
        return new CheckInput(
                template,
                correction(values(draft), draft),
                readers,
                textsByLanguage(template, draft, DispatchKind.NOTICE),
                textsByLanguage(template, draft, DispatchKind.CORRECTION),
                placeholders(template, draft),
                links,
                now,
                draft.sendAt()
                        .map(ZonedDateTime::toInstant)
                        .filter(now::isBefore)
                        .orElse(now));
    }

    /** Names of the person's attributes used in notice or correction. */
    List<String> placeholders(TemplateVersion template, Draft draft) {
        return Stream.of(DispatchKind.NOTICE, DispatchKind.CORRECTION)
                .flatMap(kind -> open(template, draft, kind).stream())
                .flatMap(mail -> ReaderView.attributesIn(mail).stream())
                .distinct()
                .toList();
    }

    /** The mail in each language, with default values in place of personal ones; a missing value is shown as a placeholder. */
    List<MailVariant> textsByLanguage(TemplateVersion template, Draft draft, DispatchKind kind) {
        return open(template, draft, kind).stream()
                .map(ReaderView::withDefaults)
                .toList();
    }

    private List<MailVariant> open(TemplateVersion template, Draft draft, DispatchKind kind) {
        List<AttributeGroup> languages = template.languages().stream()
                .map(language -> new AttributeGroup(Map.of("language", language), 1))
                .toList();
        return compile(template, draft, kind, languages, false).variants();
    }

    /** Hosts that links may lead to without a warning: those of links.allowed, and the sender's domain. */
    List<String> trustedHosts() {
        return Stream.concat(
                        settings.allowedLinks().stream(),
                        Stream.of(settings.sender().domain()))
                .filter(host -> !host.isBlank())
                .toList();
    }

    private AuthoredValues values(Draft draft) {
        ZoneId zone = draft.sendAt().map(ZonedDateTime::getZone).orElseGet(ZoneId::systemDefault);
        AuthoredValues values = AuthoredValues.of(draft.language(), draft.values(), zone, letterhead());
        for (Map.Entry<String, Map<String, String>> one : draft.translations().entrySet()) {
            values = values.withTranslation(one.getKey(), one.getValue());
        }
        return values;
    }

    private static AuthoredValues correction(AuthoredValues notice, Draft draft) {
        AuthoredValues values = notice.withFields(draft.correction());
        for (Map.Entry<String, Map<String, String>> one :
                draft.correctionTranslations().entrySet()) {
            values = values.withTranslation(one.getKey(), one.getValue());
        }
        return values;
    }

    private Letterhead letterhead() {
        return new Letterhead(settings.organisation(), settings.sender().name(), settings.look());
    }

    static TemplatePart part(DispatchKind kind) {
        return switch (kind) {
            case CORRECTION -> TemplatePart.CORRECTION;
            case REMINDER -> TemplatePart.REMINDER;
            case NOTICE, HEADS_UP -> TemplatePart.NOTICE;
        };
    }
}
