package org.belay.lab.sandbox.company;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Given and family names of one culture, and their spelling in addresses. */
record CultureNames(String culture, List<PersonName> given, List<PersonName> family) {

    /** @param latin in ASCII letters */
    record PersonName(String written, String latin) {}

    /** Whether the family name comes first. */
    boolean familyFirst() {
        return culture.equals("zh") || culture.equals("ja") || culture.equals("vi");
    }

    String full(PersonName givenName, PersonName familyName) {
        if (!familyFirst()) {
            return givenName.written() + " " + familyName.written();
        }
        return familyName.written() + (culture.equals("zh") ? "" : " ") + givenName.written();
    }

    /** By culture, in the order of the file. */
    static Map<String, CultureNames> all() {
        var all = new LinkedHashMap<String, CultureNames>();
        try (var in = new BufferedReader(new InputStreamReader(
                CultureNames.class.getResourceAsStream("/sandbox/names.txt"), StandardCharsets.UTF_8))) {
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] parts = line.split("\\s*\\|\\s*");
                all.put(parts[0], new CultureNames(parts[0], names(parts[1]), names(parts[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static List<PersonName> names(String list) {
        return Arrays.stream(list.split("\\s*,\\s*")).map(CultureNames::name).toList();
    }

    private static PersonName name(String written) {
        String[] both = written.split("=");
        return new PersonName(both[0], latin(both[both.length - 1]));
    }

    /** The name as part of an address: "Łukasz" becomes lukasz, "O'Brien" obrien, "von der Heide" vonderheide. */
    static String latin(String name) {
        String folded = name.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ı", "i")
                .replace("å", "a");
        return Normalizer.normalize(folded, Normalizer.Form.NFD).replaceAll("[^a-z-]", "");
    }
}
