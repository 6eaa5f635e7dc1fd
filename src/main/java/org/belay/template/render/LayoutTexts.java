package org.belay.template.render;

import java.util.Map;
import org.belay.template.TemplatePart;

/**
 * The texts that the layout itself adds to a mail, in one language.
 *
 * @param colon what a colon after a label is written as; French has a no-break space before it
 * @param correction label above a correction
 * @param reminder label above a reminder
 * @param withdrawn first words of the block that names the withdrawn mail
 * @param sentOn words before the time at which the withdrawn mail was sent
 * @param timeOfSending placeholder for that time until it is known
 * @param inShort caption of the summary table, for screen readers
 * @param noticeFooter footer of a notice or reminder
 * @param correctionFooter footer of a correction
 */
public record LayoutTexts(
        String language,
        String colon,
        String correction,
        String reminder,
        String withdrawn,
        String sentOn,
        String timeOfSending,
        String inShort,
        String noticeFooter,
        String correctionFooter) {
    private static final LayoutTexts ENGLISH = new LayoutTexts(
            "en",
            ":",
            "CORRECTION",
            "REMINDER",
            "Withdrawn",
            "Sent on",
            "(time of sending)",
            "In short",
            "Does something look wrong? Reply to this email.",
            "Sent only to people who may have received the withdrawn email.");
    private static final Map<String, LayoutTexts> BY_LANGUAGE = Map.of(
            "en",
            ENGLISH,
            "de",
            new LayoutTexts(
                    "de",
                    ":",
                    "KORREKTUR",
                    "ERINNERUNG",
                    "Zurückgezogen",
                    "Gesendet am",
                    "(Zeitpunkt des Versands)",
                    "Kurz gefasst",
                    "Stimmt etwas nicht? Antworten Sie auf diese E-Mail.",
                    "Diese E-Mail geht nur an Personen, die die zurückgezogene E-Mail erhalten haben könnten."),
            "fr",
            new LayoutTexts(
                    "fr",
                    "\u00a0:",
                    "RECTIFICATIF",
                    "RAPPEL",
                    "Message annulé",
                    "Envoyé le",
                    "(moment de l’envoi)",
                    "En bref",
                    "Quelque chose vous semble anormal\u00a0? Répondez à ce message.",
                    "Envoyé uniquement aux personnes qui ont pu recevoir le message annulé."),
            "es",
            new LayoutTexts(
                    "es",
                    ":",
                    "CORRECCIÓN",
                    "RECORDATORIO",
                    "Mensaje anulado",
                    "Enviado el",
                    "(momento del envío)",
                    "En resumen",
                    "¿Algo le parece incorrecto? Responda a este mensaje.",
                    "Enviado solo a quienes hayan podido recibir el mensaje anulado."));

    /** The texts of a language, {@code fr} or {@code fr-CA}; English for every other language. */
    public static LayoutTexts of(String language) {
        return BY_LANGUAGE.getOrDefault(language.replaceAll("-.*", ""), ENGLISH);
    }

    /** The label above the heading; empty for a notice. */
    String label(TemplatePart part) {
        return switch (part) {
            case NOTICE -> "";
            case CORRECTION -> correction;
            case REMINDER -> reminder;
        };
    }

    String footer(TemplatePart part) {
        return part == TemplatePart.CORRECTION ? correctionFooter : noticeFooter;
    }

    /** {@code Withdrawn. Sent on Friday 10 July 2026, 09:00 CEST}: several mails may have that subject. */
    String withdrawn(String when) {
        return when.isEmpty() ? withdrawn : withdrawn + ". " + sentOn + " " + when;
    }
}
