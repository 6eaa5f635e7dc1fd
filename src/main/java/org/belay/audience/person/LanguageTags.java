package org.belay.audience.person;

import com.ibm.icu.util.ULocale;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a language as directories export it: {@code de-AT}, {@code de_DE.UTF-8}, {@code de, en-GB;q=0.8} (RFC 2798 2.7), the name of a
 * language, with a country or without, or the number of a Windows locale.
 */
public final class LanguageTags {
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,8}");

    /** The codeset and the modifier of a POSIX locale. */
    private static final Pattern POSIX_END = Pattern.compile("[.@][A-Za-z0-9-]{1,20}(?:@[A-Za-z]{1,20})?$");

    /** Languages recognised by name: in the language itself, English, German, French and Spanish. */
    private static final String NAMED =
            "ar bg bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lb lt lv mk"
                    + " ms mt nb nl nn no pl pt ro ru sk sl sq sr sv th tr uk ur vi zh";

    /** Common Windows locales (MS-LCID 2.2). */
    private static final String WINDOWS =
            "1025 ar-SA 1026 bg-BG 1027 ca-ES 1028 zh-TW 1029 cs-CZ 1030 da-DK 1031 de-DE 1032 el-GR 1033 en-US"
                    + " 1034 es-ES 1035 fi-FI 1036 fr-FR 1037 he-IL 1038 hu-HU 1039 is-IS 1040 it-IT 1041 ja-JP 1042 ko-KR 1043 nl-NL"
                    + " 1044 nb-NO 1045 pl-PL 1046 pt-BR 1047 rm-CH 1048 ro-RO 1049 ru-RU 1050 hr-HR 1051 sk-SK 1052 sq-AL 1053 sv-SE"
                    + " 1054 th-TH 1055 tr-TR 1057 id-ID 1058 uk-UA 1060 sl-SI 1061 et-EE 1062 lv-LV 1063 lt-LT 1066 vi-VN 1081 hi-IN"
                    + " 2052 zh-CN 2055 de-CH 2057 en-GB 2058 es-MX 2060 fr-BE 2064 it-CH 2067 nl-BE 2068 nn-NO 2070 pt-PT 3079 de-AT"
                    + " 3081 en-AU 3082 es-ES 3084 fr-CA 4103 de-LU 4105 en-CA 4108 fr-CH 5127 de-LI 5129 en-NZ 6153 en-IE 7177 en-ZA"
                    + " 16393 en-IN";

    /** "German (Switzerland)", "Chinese (Traditional, Taiwan)", "Deutsch - Schweiz": a name and what makes it narrower. */
    private static final Pattern NARROWED = Pattern.compile("^(\\p{L}[^(\\-\u2013]*+)(?:\\((.*)\\)|[-\u2013](.*))");

    /** A Windows locale in hexadecimal digits: {@code 0x0407}, {@code 00000407}. */
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:0x0*|0+)([0-9A-Fa-f]{3,4})");

    /** ISO 639-2: several languages, no linguistic content. */
    private static final Set<String> NO_LANGUAGE = Set.of("mul", "zxx", "und", "mis");

    private static final Map<String, String> SCRIPTS =
            Map.of("traditional", "Hant", "simplified", "Hans", "latin", "Latn", "cyrillic", "Cyrl");

    private LanguageTags() {}

    /** The language tag (BCP 47), of several languages the one with the highest weight; empty if the text names no language. */
    public static Optional<String> of(String written) {
        boolean several = written.indexOf(',') >= 0 || written.indexOf(';') >= 0;
        if (!several || written.indexOf('(') >= 0) return one(written);
        return java.util.Arrays.stream(written.split(",", 20))
                .map(LanguageRange::of)
                .filter(wanted -> wanted.weight() > 0)
                .sorted(Comparator.comparingDouble(LanguageRange::weight).reversed())
                .flatMap(wanted -> one(wanted.language()).stream())
                .findFirst();
    }

    /** One range of an {@code Accept-Language} value (RFC 9110 12.5.4). */
    private record LanguageRange(String language, double weight) {
        private static final Pattern QUALITY = Pattern.compile("^\\s*+q\\s*+=\\s*+([01](?:\\.\\d{0,3}+)?+)\\s*+$");

        static LanguageRange of(String range) {
            String[] parts = range.split(";", 3);
            if (parts.length == 1) return new LanguageRange(parts[0].strip(), 1);
            var quality = QUALITY.matcher(parts[1]);
            return new LanguageRange(parts[0].strip(), quality.matches() ? Double.parseDouble(quality.group(1)) : 1);
        }
    }

    private static Optional<String> one(String written) {
        String plain = POSIX_END.matcher(written).replaceAll("");
        Optional<String> named = named(plain);
        if (named.isPresent()) return named;
        if (TAG.matcher(plain).matches()) return tag(plain.replace('_', '-'));
        var hexadecimal = HEXADECIMAL.matcher(plain);
        if (hexadecimal.matches()) return named(Integer.toString(Integer.parseInt(hexadecimal.group(1), 16)));
        return narrowed(plain);
    }

    private static Optional<String> named(String name) {
        return Optional.ofNullable(LanguageNames.ALL.get(FoldedName.of(name)));
    }

    /** With the shortest code of the language: {@code de} for {@code deu} and {@code ger} (RFC 5646 2.2.1). */
    private static Optional<String> tag(String tag) {
        Locale read = Locale.forLanguageTag(tag);
        String language = new ULocale(read.getLanguage()).getLanguage();
        String code = LanguageNames.BIBLIOGRAPHIC.getOrDefault(language, language);
        boolean exists = !code.isEmpty()
                && !NO_LANGUAGE.contains(code)
                && !new ULocale(code).getDisplayLanguage(ULocale.ENGLISH).equals(code);
        return exists
                ? Optional.of(new Locale.Builder()
                        .setLocale(read)
                        .setLanguage(code)
                        .build()
                        .toLanguageTag())
                : Optional.empty();
    }

    private static Optional<String> narrowed(String written) {
        var parts = NARROWED.matcher(written);
        if (!parts.matches()) return Optional.empty();
        String within = parts.group(2) == null ? parts.group(3) : parts.group(2);
        return named(parts.group(1)).map(language -> {
            var tag = new Locale.Builder().setLanguage(language);
            for (String word : within.split(",", 4)) {
                Optional.ofNullable(SCRIPTS.get(FoldedName.of(word))).ifPresent(tag::setScript);
                CountryCodes.of(word.strip()).ifPresent(tag::setRegion);
            }
            return tag.build().toLanguageTag();
        });
    }

    /** Loaded when the first language is read. */
    private static final class LanguageNames {
        static final Map<String, String> ALL = new HashMap<>();

        /** Codes of libraries for languages that have one of two letters (ISO 639-2/B). */
        static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
                Map.entry("alb", "sq"),
                Map.entry("arm", "hy"),
                Map.entry("baq", "eu"),
                Map.entry("bur", "my"),
                Map.entry("chi", "zh"),
                Map.entry("cze", "cs"),
                Map.entry("dut", "nl"),
                Map.entry("fre", "fr"),
                Map.entry("geo", "ka"),
                Map.entry("ger", "de"),
                Map.entry("gre", "el"),
                Map.entry("ice", "is"),
                Map.entry("mac", "mk"),
                Map.entry("mao", "mi"),
                Map.entry("may", "ms"),
                Map.entry("per", "fa"),
                Map.entry("rum", "ro"),
                Map.entry("slo", "sk"),
                Map.entry("tib", "bo"),
                Map.entry("wel", "cy"));

        static {
            for (String language : NAMED.split(" ")) {
                for (String in : new String[] {"en", "de", "fr", "es", language}) {
                    String name = new ULocale(language).getDisplayLanguage(new ULocale(in));
                    ALL.putIfAbsent(FoldedName.of(name), language);
                }
            }
            ALL.put("castilian", "es");
            ALL.put("flemish", "nl-BE");
            ALL.put("mandarin", "zh");
            String[] numbers = WINDOWS.split(" ");
            for (int i = 0; i < numbers.length; i += 2) ALL.put(numbers[i], numbers[i + 1]);
        }
    }
}
