package org.belay.template;

import java.util.Map;

/**
 * The few words that the layout itself says.
 *
 * @param correction above a correction
 * @param reminder above a reminder
 * @param withdrawn before the time of the mail that is taken back
 * @param inShort the summary's caption, for those who hear the mail
 * @param whyMe at the foot of a notice or reminder
 * @param whyMeCorrected at the foot of a correction
 */
record MailWords(
        String language,
        String correction,
        String reminder,
        String withdrawn,
        String inShort,
        String whyMe,
        String whyMeCorrected) {

    private static final MailWords ENGLISH = new MailWords(
            "en",
            "CORRECTION",
            "REMINDER",
            "Withdrawn",
            "In short",
            "Does something look wrong? Reply to this email.",
            "Sent only to those who may have received the withdrawn email.");
    private static final Map<String, MailWords> BY_LANGUAGE = Map.of(
            "en",
            ENGLISH,
            "de",
            new MailWords(
                    "de",
                    "KORREKTUR",
                    "ERINNERUNG",
                    "Zurückgezogen",
                    "Kurz gefasst",
                    "Kommt Ihnen etwas falsch vor? Antworten Sie auf diese E-Mail.",
                    "Nur an diejenigen versandt, die die zurückgezogene E-Mail erhalten haben können."),
            "fr",
            new MailWords(
                    "fr",
                    "RECTIFICATIF",
                    "RAPPEL",
                    "Message retiré",
                    "En bref",
                    "Quelque chose vous semble anormal ? Répondez à ce message.",
                    "Envoyé uniquement aux personnes qui ont pu recevoir le message retiré."),
            "es",
            new MailWords(
                    "es",
                    "CORRECCIÓN",
                    "RECORDATORIO",
                    "Mensaje retirado",
                    "En resumen",
                    "¿Algo le parece incorrecto? Responda a este mensaje.",
                    "Enviado solo a quienes pudieron recibir el mensaje retirado."));

    static MailWords of(String language) {
        return BY_LANGUAGE.getOrDefault(language.replaceAll("-.*", ""), ENGLISH);
    }

    /** The word above the heading; a notice has none. */
    String tag(Part part) {
        return switch (part) {
            case NOTICE -> "";
            case CORRECTION -> correction;
            case REMINDER -> reminder;
        };
    }

    String foot(Part part) {
        return part == Part.CORRECTION ? whyMeCorrected : whyMe;
    }
}
