package org.belay.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.mailing.Draft;
import org.belay.template.DateValue;
import org.belay.template.Field;
import org.belay.template.FieldType;
import org.belay.template.TemplateVersion;

/**
 * A draft as the form's inputs, and back. An input is called {@code v.reason} for the notice's reason, {@code c.cause} for the
 * correction's cause, and {@code t.de.reason}, {@code tc.de.cause} for the same in German.
 */
public final class DraftForm {
    /** Ten people a second: time enough to see that something is wrong, and 2,000 people in some three minutes. */
    static final int PACE = 600;

    private DraftForm() {}

    /** The name of a field's input. */
    static String input(Field field, String language, TemplateVersion template) {
        boolean first = language.equals(template.languages().get(0));
        return (first ? (field.correction() ? "c." : "v.") : (field.correction() ? "tc." : "t.") + language + ".")
                + field.name();
    }

    static Draft draft(Map<String, String> in, TemplateVersion template, ZoneId usual) {
        ZoneId zone = zone(in.get("zone"), usual);
        var values = new LinkedHashMap<String, String>();
        var correction = new LinkedHashMap<String, String>();
        var translations = new LinkedHashMap<String, Map<String, String>>();
        var correctionTranslations = new LinkedHashMap<String, Map<String, String>>();
        for (String language : template.languages()) {
            boolean first = language.equals(template.languages().get(0));
            for (Field field : template.fields()) {
                String typed =
                        in.getOrDefault(input(field, language, template), "").strip();
                if (typed.isEmpty()) {
                    continue;
                }
                var others = field.correction() ? correctionTranslations : translations;
                var into = first
                        ? (field.correction() ? correction : values)
                        : others.computeIfAbsent(language, l -> new LinkedHashMap<>());
                into.put(field.name(), stored(field, typed, zone));
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
                pace(in.get("pace")),
                time(in.get("at"), zone));
    }

    static Map<String, String> inputs(Draft draft, TemplateVersion template, ZoneId usual) {
        ZoneId zone = draft.sendAt().map(ZonedDateTime::getZone).orElse(usual);
        var in = new HashMap<String, String>();
        draft.values().forEach((name, value) -> put(in, "v.", template, name, value, zone));
        draft.correction().forEach((name, value) -> put(in, "c.", template, name, value, zone));
        draft.translations()
                .forEach((language, texts) ->
                        texts.forEach((name, value) -> put(in, "t." + language + ".", template, name, value, zone)));
        draft.correctionTranslations()
                .forEach((language, texts) ->
                        texts.forEach((name, value) -> put(in, "tc." + language + ".", template, name, value, zone)));
        in.put("audience", draft.audience());
        in.put("pace", Integer.toString(draft.pace()));
        in.put("zone", zone.getId());
        draft.sendAt().ifPresent(at -> in.put("at", at.toLocalDateTime().toString()));
        return in;
    }

    /**
     * The examples of the template as inputs. A day is ten days ahead or the Monday after; the first moment is five in the afternoon,
     * a second one two hours later.
     */
    static Map<String, String> examples(TemplateVersion template, ZonedDateTime now) {
        var in = new HashMap<String, String>();
        LocalDateTime moment = workingDay(now.toLocalDate().plusDays(10)).atTime(17, 0);
        for (Field field : template.fields()) {
            String example = field.example();
            if (field.type() == FieldType.DATE) {
                example = moment.toLocalDate().toString();
            } else if (field.type() == FieldType.DATE_TIME) {
                example = moment.toString();
                moment = moment.plusHours(2);
            }
            in.put(input(field, template.languages().get(0), template), example);
        }
        return in;
    }

    /** The examples as a draft, in every language of the template, so that each of its mails can be looked at. */
    public static Draft example(TemplateVersion template, ZonedDateTime now) {
        Map<String, String> in = examples(template, now);
        for (String language : template.languages()) {
            template.fields().stream()
                    .filter(Field::translated)
                    .forEach(field -> in.put(input(field, language, template), field.example()));
        }
        in.put("at", now.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString());
        return draft(in, template, now.getZone());
    }

    private static LocalDate workingDay(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    private static void put(
            Map<String, String> in, String prefix, TemplateVersion template, String name, String value, ZoneId zone) {
        boolean moment = template.field(name)
                .filter(f -> f.type() == FieldType.DATE_TIME)
                .isPresent();
        in.put(prefix + name, moment ? local(value, zone) : value);
    }

    private static String stored(Field field, String typed, ZoneId zone) {
        return field.type() == FieldType.DATE_TIME && !typed.contains("[") ? typed + "[" + zone + "]" : typed;
    }

    /** A moment of another zone is shown in the form's own. */
    private static String local(String value, ZoneId zone) {
        try {
            return DateValue.moment(value, zone)
                    .withZoneSameInstant(zone)
                    .toLocalDateTime()
                    .toString();
        } catch (DateTimeException e) {
            return value;
        }
    }

    private static Optional<ZonedDateTime> time(String typed, ZoneId zone) {
        return typed == null || typed.isBlank()
                ? Optional.empty()
                : Optional.of(MailingActs.time(typed.strip(), zone.getId()));
    }

    private static ZoneId zone(String typed, ZoneId usual) {
        try {
            return typed == null || typed.isBlank() ? usual : ZoneId.of(typed);
        } catch (DateTimeException e) {
            return usual;
        }
    }

    private static int pace(String typed) {
        String digits = typed == null ? "" : typed.replaceAll("\\D", "");
        return digits.isEmpty() ? PACE : Integer.parseInt(digits.substring(0, Math.min(6, digits.length())));
    }
}
