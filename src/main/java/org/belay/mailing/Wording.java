package org.belay.mailing;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

/** Turns a draft and its template into finished texts. */
@Component
class Wording {

    private final Settings settings;

    Wording(Settings settings) {
        this.settings = settings;
    }

    /**
     * Every text of a part, for an audience.
     *
     * @param strict whether a missing required value is refused; a preview shows a placeholder instead
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

    /** One person's mail with everything written out. */
    Variant alone(TemplateVersion template, Draft draft, DispatchKind kind, Map<String, String> person) {
        Values values = values(draft);
        if (kind == DispatchKind.CORRECTION) {
            var reader = List.of(new AttributeGroup(person, 1));
            Compiled notice = Compiler.preview(template, Part.NOTICE, values, reader);
            values = correction(values, draft).withdrawing(notice, draft.sendAt());
        }
        return Compiler.alone(template, part(kind), values, person);
    }

    private static Compiled compile(
            TemplateVersion template, Part part, Values values, List<AttributeGroup> groups, boolean strict) {
        return strict
                ? Compiler.compile(template, part, values, groups)
                : Compiler.preview(template, part, values, groups);
    }

    /** The attributes whose values decide who reads which text: of notice and correction together. */
    List<String> splittingAttributes(TemplateVersion template) {
        var attributes = new java.util.LinkedHashSet<String>();
        attributes.addAll(Compiler.splittingAttributes(template, Part.NOTICE));
        attributes.addAll(Compiler.splittingAttributes(template, Part.CORRECTION));
        return List.copyOf(attributes);
    }

    /** The notice's and the correction's fields, in every language. */
    Values all(Draft draft) {
        return correction(values(draft), draft);
    }

    private Values values(Draft draft) {
        ZoneId zone = draft.sendAt().map(java.time.ZonedDateTime::getZone).orElseGet(ZoneId::systemDefault);
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
