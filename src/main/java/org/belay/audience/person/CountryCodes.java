package org.belay.audience.person;

import com.ibm.icu.util.Region;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a country as directories export it: an ISO 3166-1 code of two or three letters, a name, or {@code UK}. */
public final class CountryCodes {
    private static final String[] LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt", "pl"};

    /** Names that ICU does not have: the reserved code UK, parts of the United Kingdom, and common names. */
    private static final String OTHER_NAMES =
            "UK GB,England GB,Scotland GB,Wales GB,Northern Ireland GB,Great Britain GB,Britain GB,"
                    + "United States of America US,The United States US,America US,U.S. US,Vereinigte Staaten von Amerika US,Etats-Unis d'Amerique US,"
                    + "Holland NL,The Netherlands NL,Czech Republic CZ,Tschechische Republik CZ,Turkey TR,Republic of Ireland IE,Eire IE,"
                    + "Russian Federation RU,Republic of Korea KR,Korea KR,South Korea KR,Viet Nam VN,Hong Kong HK,Taiwan TW,UAE AE,Macedonia MK,"
                    + "Slovak Republic SK,People's Republic of China CN,PRC CN,Bundesrepublik Deutschland DE,BRD DE,Federal Republic of Germany DE,"
                    + "Grossbritannien GB,Großbritannien GB,U.K. GB,Oesterreich AT,Hellas GR,EL GR,Ivory Coast CI,Macau MO,Macao MO,Palestine PS,"
                    + "Vatican VA,Vatican City VA,Holy See VA,Burma MM,Swaziland SZ,P.R. China CN,KSA SA,DR Congo CD,DRC CD,"
                    + "Democratic Republic of the Congo CD,Congo-Kinshasa CD,Republic of the Congo CG,North Korea KP,"
                    + "Democratic People's Republic of Korea KP,Islamic Republic of Iran IR,Republic of Moldova MD,United Republic of Tanzania TZ,"
                    + "Plurinational State of Bolivia BO,Bolivarian Republic of Venezuela VE,Province of China Taiwan TW,"
                    + "Lao People's Democratic Republic LA,Syrian Arab Republic SY,Brunei Darussalam BN,Republic of North Macedonia MK,"
                    + "United Kingdom of Great Britain and Northern Ireland GB,Kingdom of the Netherlands NL,Bosnia BA,"
                    + "Schweizerische Eidgenossenschaft CH,Swiss Confederation CH,French Republic FR,Italian Republic IT,Republic of Ireland IE";

    /** ISO 3166-2: a country and a part of it. */
    private static final Pattern SUBDIVISION = Pattern.compile("([A-Za-z]{2})-[A-Za-z0-9]{1,3}");

    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}");

    private CountryCodes() {}

    /** The ISO 3166-1 alpha-2 code; empty if the text names no country. */
    public static Optional<String> of(String written) {
        if (NUMERIC.matcher(written).matches()) return numeric(Integer.parseInt(written));
        var subdivision = SUBDIVISION.matcher(written);
        if (subdivision.matches()) return named(subdivision.group(1));
        // ISO's own order: "Korea, Republic of"
        String[] parts = written.split(",", 3);
        return named(parts.length == 2 ? parts[1] + " " + parts[0] : written);
    }

    private static Optional<String> named(String name) {
        return Optional.ofNullable(CountryNames.ALL.get(CountryNames.folded(name)));
    }

    /** ISO 3166-1 numeric: 276. */
    private static Optional<String> numeric(int code) {
        try {
            return named(Region.getInstance(code).toString());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Loaded when the first country is read. */
    private static final class CountryNames {
        static final Map<String, String> ALL = new HashMap<>();

        static {
            for (String code : Locale.getISOCountries()) {
                ALL.put(folded(code), code);
                ALL.put(folded(longCode(code)), code);
            }
            for (String code : Locale.getISOCountries()) {
                var country = new ULocale("", code);
                for (String language : LANGUAGES) {
                    ALL.putIfAbsent(folded(country.getDisplayCountry(new ULocale(language))), code);
                }
                String own = ULocale.addLikelySubtags(new ULocale("und", code)).getLanguage();
                ALL.putIfAbsent(folded(country.getDisplayCountry(new ULocale(own))), code);
            }
            for (String pair : OTHER_NAMES.split(",")) {
                int space = pair.lastIndexOf(' ');
                ALL.put(folded(pair.substring(0, space)), pair.substring(space + 1));
            }
            ALL.remove("");
        }

        /** "&" is "and", and an article before a name is no part of it. */
        static String folded(String name) {
            String plain = FoldedName.of(name.replace("&", " and "));
            return plain.length() > 6 && plain.startsWith("the") ? plain.substring(3) : plain;
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
