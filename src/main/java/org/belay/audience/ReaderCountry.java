package org.belay.audience;

import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Reads a country as directories export it: an ISO 3166-1 code of two or three letters, a name, or {@code UK}. */
final class ReaderCountry {
    private static final String[] LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt", "pl"};

    /** Names that ICU does not have: the reserved code UK, parts of the United Kingdom, and common names. */
    private static final String OTHER_NAMES =
            "UK GB,England GB,Scotland GB,Wales GB,Northern Ireland GB,Great Britain GB,Britain GB,"
                    + "United States of America US,The United States US,America US,U.S. US,Vereinigte Staaten von Amerika US,Etats-Unis d'Amerique US,"
                    + "Holland NL,The Netherlands NL,Czech Republic CZ,Tschechische Republik CZ,Turkey TR,Republic of Ireland IE,Eire IE,"
                    + "Russian Federation RU,Republic of Korea KR,Korea KR,South Korea KR,Viet Nam VN,Hong Kong HK,Taiwan TW,UAE AE,Macedonia MK,"
                    + "Slovak Republic SK,People's Republic of China CN,PRC CN,Bundesrepublik Deutschland DE,BRD DE,Federal Republic of Germany DE";

    private ReaderCountry() {}

    /** The ISO 3166-1 alpha-2 code; empty if the text names no country. */
    static Optional<String> of(String written) {
        return Optional.ofNullable(Names.ALL.get(Folded.of(written)));
    }

    /** Loaded when the first country is read. */
    private static final class Names {
        static final Map<String, String> ALL = new HashMap<>();

        static {
            for (String code : Locale.getISOCountries()) {
                ALL.put(Folded.of(code), code);
                ALL.put(Folded.of(longCode(code)), code);
            }
            for (String code : Locale.getISOCountries()) {
                var country = new ULocale("", code);
                for (String language : LANGUAGES) {
                    ALL.putIfAbsent(Folded.of(country.getDisplayCountry(new ULocale(language))), code);
                }
                String own = ULocale.addLikelySubtags(new ULocale("und", code)).getLanguage();
                ALL.putIfAbsent(Folded.of(country.getDisplayCountry(new ULocale(own))), code);
            }
            for (String pair : OTHER_NAMES.split(",")) {
                int space = pair.lastIndexOf(' ');
                ALL.put(Folded.of(pair.substring(0, space)), pair.substring(space + 1));
            }
            ALL.remove("");
        }

        private static String longCode(String code) {
            try {
                return new Locale("", code).getISO3Country();
            } catch (MissingResourceException none) {
                return code;
            }
        }
    }
}
