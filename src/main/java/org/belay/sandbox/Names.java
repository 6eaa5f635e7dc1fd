package org.belay.sandbox;

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
record Names(String culture, List<Name> given, List<Name> family) {

    /** @param latin in ASCII letters */
    record Name(String written, String latin) {}

    /** Whether the family name comes first. */
    boolean familyFirst() {
        return culture.equals("zh") || culture.equals("ja") || culture.equals("vi");
    }

    String full(Name givenName, Name familyName) {
        if (!familyFirst()) {
            return givenName.written() + " " + familyName.written();
        }
        return familyName.written() + (culture.equals("zh") ? "" : " ") + givenName.written();
    }

    /** By culture, in the order of the file. */
    static Map<String, Names> all() {
        var all = new LinkedHashMap<String, Names>();
        try (var in = new BufferedReader(
                new InputStreamReader(Names.class.getResourceAsStream("/sandbox/names.txt"), StandardCharsets.UTF_8))) {
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] parts = line.split("\\s*\\|\\s*");
                all.put(parts[0], new Names(parts[0], names(parts[1]), names(parts[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static List<Name> names(String list) {
        return Arrays.stream(list.split("\\s*,\\s*")).map(Names::name).toList();
    }

    private static Name name(String written) {
        String[] both = written.split("=");
        return new Name(both[0], latin(both[both.length - 1]));
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
