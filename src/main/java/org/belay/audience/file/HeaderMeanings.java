package org.belay.audience.file;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers of usual exports mean: Active Directory, Entra ID, Okta, Outlook, Exchange, Google Workspace, Workday, and headers that
 * people write in English, German, French and Spanish. Case, accents, spaces, punctuation and {@code [Required]} make no difference.
 */
public final class HeaderMeanings {
    static final List<String> KNOWN = List.of(
            FileColumns.ADDRESS,
            FileColumns.NAME,
            "givenName",
            "familyName",
            "language",
            "country",
            "department",
            "timezone");

    private static final Map<String, String> MEANINGS = new HashMap<>();

    static {
        add(
                FileColumns.ADDRESS,
                "email mail emailaddress mailaddress primarysmtpaddress workemail emailprimarywork primaryworkemail"
                        + " businessemail emailadresse mailadresse dienstlicheemail geschaftlicheemail adresseemail"
                        + " adressemail adressedemessagerie adresseelectronique courriel adressecourriel mel correo"
                        + " correoelectronico direcciondecorreo direcciondecorreoelectronico");
        add(
                FileColumns.NAME,
                "name displayname fullname emaildisplayname preferredname anzeigename vollstandigername"
                        + " nomcomplet nomdaffichage nombrecompleto nombreparamostrar");
        add(
                "givenName",
                "givenname firstname forename legalfirstname legalnamefirstname vorname prenom nombre nombredepila");
        add(
                "familyName",
                "familyname lastname surname sn legallastname legalnamelastname nachname familienname nom nomdefamille"
                        + " apellido apellidos");
        add(
                "language",
                "language lang locale preferredlanguage sprache langue langueprefere languepreferee idioma"
                        + " idiomapreferido");
        add("country", "country land pays pais c co countryorregion countrycode businesscountryregion usagelocation");
        add("department", "department dept abteilung departement departamento");
        add("timezone", "timezone tz zeitzone fuseauhoraire zonahoraria");
    }

    private HeaderMeanings() {}

    private static void add(String meaning, String headers) {
        for (String header : headers.split(" ")) MEANINGS.put(header, meaning);
    }

    /** The name in Belay; empty if the header is none of a usual export. */
    public static Optional<String> of(String header) {
        return Optional.ofNullable(MEANINGS.get(folded(header)));
    }

    /** Without accents, {@code [Required]} and all but letters and digits. */
    static String folded(String header) {
        int bracket = header.indexOf('[');
        String words = bracket > 0 && header.endsWith("]") ? header.substring(0, bracket) : header;
        var plain = new StringBuilder();
        Normalizer.normalize(words.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
