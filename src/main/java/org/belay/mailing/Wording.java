package org.belay.mailing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.delivery.DispatchKind;
import org.belay.platform.Settings;
import org.belay.template.AttributeGroup;
import org.belay.template.Compiled;
import org.belay.template.Compiler;
import org.belay.template.Letterhead;
import org.belay.template.Part;
import org.belay.template.TemplateVersion;
import org.belay.template.Values;
import org.belay.template.Variant;
import org.springframework.stereotype.Component;

/** Compiles a draft with its template into the texts of notice and correction. */
@Component
class Wording {

    private final Settings settings;

    Wording(Settings settings) {
        this.settings = settings;
    }

    /**
     * Compiles every variant of a notice or correction, for the groups of an audience.
     *
     * @param strict true refuses a missing required value; false shows a placeholder instead, for previews
     */
    Compiled compile(
            TemplateVersion template, Draft draft, DispatchKind kind, List<AttributeGroup> groups, boolean strict) {
        Part part = part(kind);
        Values values = values(draft);
        if (kind == DispatchKind.CORRECTION) {
            Compiled notice = compile(template, Part.NOTICE, values, groups, strict);
            values = correction(values, draft).withdrawing(notice, draft.sendAt());
        }
        return compile(template, part, values, groups, strict);
    }

    /** The mail of one person, with their values. */
    Variant alone(TemplateVersion template, Draft draft, DispatchKind kind, Map<String, String> person) {
        var reader = List.of(new AttributeGroup(person, 1));
        return ReaderView.of(
                compile(template, draft, kind, reader, false).variants().get(0), person);
    }

    private static Compiled compile(
            TemplateVersion template, Part part, Values values, List<AttributeGroup> groups, boolean strict) {
        return strict
                ? Compiler.compile(template, part, values, groups)
                : Compiler.preview(template, part, values, groups);
    }

    /** The attributes whose values decide which variant a person reads, of notice and correction together. */
    List<String> splittingAttributes(TemplateVersion template) {
        var attributes = new java.util.LinkedHashSet<String>();
        attributes.addAll(Compiler.splittingAttributes(template, Part.NOTICE));
        attributes.addAll(Compiler.splittingAttributes(template, Part.CORRECTION));
        return List.copyOf(attributes);
    }

    /** The input of the checks: the draft's values, and the mails compiled from them in each language. */
    CheckedDraft checked(TemplateVersion template, Draft draft, Readers readers, Links links, Instant now) {
        return new CheckedDraft(
                template,
                correction(values(draft), draft),
                readers,
                inEachLanguage(template, draft, DispatchKind.NOTICE),
                inEachLanguage(template, draft, DispatchKind.CORRECTION),
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
    List<Variant> inEachLanguage(TemplateVersion template, Draft draft, DispatchKind kind) {
        return open(template, draft, kind).stream().map(ReaderView::ofStranger).toList();
    }

    private List<Variant> open(TemplateVersion template, Draft draft, DispatchKind kind) {
        List<AttributeGroup> languages = template.languages().stream()
                .map(language -> new AttributeGroup(Map.of("language", language), 1))
                .toList();
        return compile(template, draft, kind, languages, false).variants();
    }

    /** Hosts that links may lead to without a warning: those of links.allowed, and the sender's domain. */
    List<String> ownHosts() {
        return Stream.concat(
                        settings.allowedLinks().stream(),
                        Stream.of(settings.sender().domain()))
                .filter(host -> !host.isBlank())
                .toList();
    }

    private Values values(Draft draft) {
        ZoneId zone = draft.sendAt().map(ZonedDateTime::getZone).orElseGet(ZoneId::systemDefault);
        Values values = Values.of(draft.language(), draft.values(), zone, letterhead());
        for (Map.Entry<String, Map<String, String>> one : draft.translations().entrySet()) {
            values = values.translated(one.getKey(), one.getValue());
        }
        return values;
    }

    private static Values correction(Values notice, Draft draft) {
        Values values = notice.and(draft.correction());
        for (Map.Entry<String, Map<String, String>> one :
                draft.correctionTranslations().entrySet()) {
            values = values.translated(one.getKey(), one.getValue());
        }
        return values;
    }

    private Letterhead letterhead() {
        return new Letterhead(settings.organisation(), settings.sender().name(), settings.look());
    }

    static Part part(DispatchKind kind) {
        return switch (kind) {
            case CORRECTION -> Part.CORRECTION;
            case REMINDER -> Part.REMINDER;
            case NOTICE, HEADS_UP -> Part.NOTICE;
        };
    }
}
