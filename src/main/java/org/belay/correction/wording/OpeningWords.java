package org.belay.correction.wording;

import java.util.Map;

/**
 * What a correction says before it repeats the notice, in one language.
 *
 * @param amended first words of the subject of an AMEND
 * @param valid first words of the subject of a REINSTATE
 * @param replaces opening of a first AMEND
 * @param replacesAll opening of an AMEND after other corrections
 * @param reinstates opening of a REINSTATE
 * @param before in front of an old value
 * @param now in front of a new value
 */
record OpeningWords(
        String amended,
        String valid,
        String replaces,
        String replacesAll,
        String reinstates,
        String before,
        String now) {

    private static final OpeningWords ENGLISH = new OpeningWords(
            "Corrected: ",
            "Still valid: ",
            "This email replaces our email “${withdrawn.subject}” of ${withdrawn.when}. What changed:",
            "This email replaces our email “${withdrawn.subject}” of ${withdrawn.when} and all our later emails about it. What changed:",
            "Our email “${withdrawn.subject}” of ${withdrawn.when} is valid after all. Please disregard the email that withdrew it. Here it is again in full:",
            "before",
            "now");

    private static final Map<String, OpeningWords> BY_LANGUAGE = Map.of(
            "en",
            ENGLISH,
            "de",
            new OpeningWords(
                    "Korrigiert: ",
                    "Gilt doch: ",
                    "Diese E-Mail ersetzt unsere E-Mail „${withdrawn.subject}“ vom ${withdrawn.when}. Das hat sich geändert:",
                    "Diese E-Mail ersetzt unsere E-Mail „${withdrawn.subject}“ vom ${withdrawn.when} und alles, was wir seitdem dazu geschrieben haben. Das hat sich geändert:",
                    "Unsere E-Mail „${withdrawn.subject}“ vom ${withdrawn.when} gilt doch. Bitte beachten Sie die E-Mail nicht, mit der wir sie zurückgezogen haben. Hier steht sie noch einmal vollständig:",
                    "bisher",
                    "jetzt"),
            "fr",
            new OpeningWords(
                    "Rectifié : ",
                    "Toujours valable : ",
                    "Ce message remplace notre e-mail « ${withdrawn.subject} » du ${withdrawn.when}. Ce qui change :",
                    "Ce message remplace notre e-mail « ${withdrawn.subject} » du ${withdrawn.when} et tous nos messages suivants à ce sujet. Ce qui change :",
                    "Notre e-mail « ${withdrawn.subject} » du ${withdrawn.when} reste finalement valable. Ne tenez pas compte du message qui l’annulait. En voici de nouveau le texte complet :",
                    "avant",
                    "désormais"),
            "es",
            new OpeningWords(
                    "Corregido: ",
                    "Sigue vigente: ",
                    "Este mensaje sustituye a nuestro mensaje «${withdrawn.subject}» del ${withdrawn.when}. Qué ha cambiado:",
                    "Este mensaje sustituye a nuestro mensaje «${withdrawn.subject}» del ${withdrawn.when} y a todos los posteriores sobre el mismo asunto. Qué ha cambiado:",
                    "Nuestro mensaje «${withdrawn.subject}» del ${withdrawn.when} sigue siendo válido. No tenga en cuenta el mensaje que lo anulaba. Este es de nuevo el texto completo:",
                    "antes",
                    "ahora"));

    /** English for a language without words of its own, as the layout of mails does. */
    static OpeningWords of(String language) {
        return BY_LANGUAGE.getOrDefault(language.replaceAll("-.*", ""), ENGLISH);
    }
}
