package org.belay.web.compose;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.belay.mailing.model.Draft;
import org.belay.platform.text.TypedNumber;
import org.belay.template.DateValue;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;
import org.belay.web.text.PageText;

/**
 * Converts a draft to the form's inputs and back. An input is called {@code v.reason} for the notice's reason, {@code c.cause} for the
 * correction's cause, and {@code t.de.reason}, {@code tc.de.cause} for the same in German. A date with a time has its own zone in
 * {@code v.deadline.zone}; {@code at} and {@code zone} are the start.
 */
public final class DraftInputs {
    /** Ten people per second: slow enough to notice a mistake, and 2,000 people take about three minutes. */
    static final int DEFAULT_PACE = 600;

    static final int MAX_PACE = 10_000_000;
    private static final String ZONE = ".zone";

    private final Map<String, String> in;
    private final ZoneId usual;
    private final Map<String, PageText> unreadable = new LinkedHashMap<>();

    private DraftInputs(Map<String, String> in, ZoneId usual) {
        this.in = in;
        this.usual = usual;
    }

    /** The name of a field's input. */
    static String input(TemplateField field, String language, TemplateVersion template) {
        boolean first = language.equals(template.languages().get(0));
        return (first ? (field.correction() ? "c." : "v.") : (field.correction() ? "tc." : "t.") + language + ".")
                + field.name();
    }

    /** @param usual time zone of a time without a chosen zone */
    static ParsedDraft read(Map<String, String> in, TemplateVersion template, ZoneId usual) {
        var form = new DraftInputs(in, usual);
        return new ParsedDraft(form.draft(template), Map.copyOf(form.unreadable));
    }

    private Draft draft(TemplateVersion template) {
        var values = new LinkedHashMap<String, String>();
        var correction = new LinkedHashMap<String, String>();
        var translations = new LinkedHashMap<String, Map<String, String>>();
        var correctionTranslations = new LinkedHashMap<String, Map<String, String>>();
        for (String language : template.languages()) {
            boolean first = language.equals(template.languages().get(0));
            for (TemplateField field : template.fields()) {
                String input = input(field, language, template);
                String typed = in.getOrDefault(input, "").strip();
                if (typed.isEmpty()) {
                    continue;
                }
                var others = field.correction() ? correctionTranslations : translations;
                var into = first
                        ? (field.correction() ? correction : values)
                        : others.computeIfAbsent(language, l -> new LinkedHashMap<>());
                into.put(field.name(), stored(field, typed, input));
            }
        }
        return new Draft(
                template.key(),
                template.languages().get(0),
                values,
                translations,
                correction,
                correctionTranslations,
                in.getOrDefault("audience", "").strip(),
                pace(),
                time());
    }

    static Map<String, String> inputs(Draft draft, TemplateVersion template, ZoneId usual) {
        var in = new HashMap<String, String>();
        draft.values().forEach((name, value) -> putInput(in, "v." + name, template, name, value));
        draft.correction().forEach((name, value) -> putInput(in, "c." + name, template, name, value));
        draft.translations()
                .forEach((language, texts) -> texts.forEach(
                        (name, value) -> putInput(in, "t." + language + "." + name, template, name, value)));
        draft.correctionTranslations()
                .forEach((language, texts) -> texts.forEach(
                        (name, value) -> putInput(in, "tc." + language + "." + name, template, name, value)));
        in.put("audience", draft.audience());
        in.put("pace", Integer.toString(draft.pace()));
        in.put("zone", draft.sendAt().map(ZonedDateTime::getZone).orElse(usual).getId());
        draft.sendAt().ifPresent(at -> in.put("at", at.toLocalDateTime().toString()));
        return in;
    }

    /**
     * The examples of the template as inputs. A date is ten days ahead, or the Monday after; the first time is 17:00, each further one two
     * hours later.
     */
    static Map<String, String> examples(TemplateVersion template, ZonedDateTime now) {
        var in = new HashMap<String, String>();
        LocalDateTime moment = WorkingDay.from(now.toLocalDate().plusDays(10)).atTime(17, 0);
        for (TemplateField field : template.fields()) {
            String example = field.example();
            String input = input(field, template.languages().get(0), template);
            if (field.type() == FieldType.DATE) {
                example = moment.toLocalDate().toString();
            } else if (field.type() == FieldType.DATE_TIME) {
                example = moment.toString();
                in.put(input + ZONE, now.getZone().getId());
                moment = moment.plusHours(2);
            }
            in.put(input, example);
        }
        return in;
    }

    /** The examples as a draft, in every language of the template, for previews of each of its mails. */
    public static Draft example(TemplateVersion template, ZonedDateTime now) {
        Map<String, String> in = examples(template, now);
        for (String language : template.languages()) {
            template.fields().stream()
                    .filter(TemplateField::translated)
                    .forEach(field -> in.put(input(field, language, template), field.example()));
        }
        in.put("at", now.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString());
        in.put("zone", now.getZone().getId());
        return read(in, template, now.getZone()).draft();
    }

    /** A time is shown as it was typed, in its own zone. */
    private static void putInput(
            Map<String, String> in, String input, TemplateVersion template, String name, String value) {
        int bracket = value.indexOf('[');
        boolean moment = template.field(name)
                .filter(f -> f.type() == FieldType.DATE_TIME)
                .isPresent();
        if (moment && bracket > 0 && value.endsWith("]")) {
            in.put(input, value.substring(0, bracket));
            in.put(input + ZONE, value.substring(bracket + 1, value.length() - 1));
        } else {
            in.put(input, value);
        }
    }

    private String stored(TemplateField field, String typed, String input) {
        return field.type() == FieldType.DATE_TIME && !typed.contains("[")
                ? typed + "[" + zone(input + ZONE, input) + "]"
                : typed;
    }

    private ZoneId zone(String input, String says) {
        String typed = in.getOrDefault(input, "").strip();
        try {
            return typed.isEmpty() ? usual : ZoneId.of(typed);
        } catch (DateTimeException e) {
            unreadable.put(says, new PageText("compose.unknown-zone", typed));
            return usual;
        }
    }

    private Optional<ZonedDateTime> time() {
        ZoneId zone = zone("zone", "at");
        String typed = in.getOrDefault("at", "").strip();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateValue.moment(typed, zone));
        } catch (DateTimeException e) {
            unreadable.putIfAbsent(
                    "at",
                    new PageText(
                            "compose.wrong-time", typed, Objects.requireNonNullElse(e.getMessage(), e.toString())));
            return Optional.empty();
        }
    }

    private int pace() {
        String typed = in.getOrDefault("pace", Integer.toString(DEFAULT_PACE)).strip();
        OptionalLong pace = TypedNumber.read(typed);
        if (pace.isEmpty() || pace.getAsLong() > MAX_PACE) {
            unreadable.put(
                    "pace",
                    typed.isEmpty() ? new PageText("compose.pace-missing") : new PageText("compose.wrong-pace", typed));
            return DEFAULT_PACE;
        }
        return (int) pace.getAsLong();
    }
}
