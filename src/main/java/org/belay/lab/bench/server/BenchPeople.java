package org.belay.lab.bench.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Fictional people for an audience of any size, as a CSV file. */
final class BenchPeople {
    private static final String[] GIVEN = {"Anna", "Bjørn", "Chloé", "Dmytro", "Elif", "Farah", "Göran", "Hana"};
    private static final String[] FAMILY = {"Almeida", "Brandt", "Çelik", "Dvořák", "Eriksson", "Ferreira", "García"};

    private BenchPeople() {}

    /**
     * Writes the file. Address and name depend only on the number. All read English, so that there is one variant, as
     * in most companies.
     */
    static void write(int people, OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 64 * 1024);
        out.write("email,name,givenName,familyName,language,country,department\n");
        for (int i = 0; i < people; i++) {
            String given = GIVEN[i % GIVEN.length];
            String family = FAMILY[i / GIVEN.length % FAMILY.length];
            out.write(address(i) + "," + given + " " + family + "," + given + "," + family + ",en,DE,Operations\n");
        }
        out.flush();
    }

    static String address(int number) {
        return "p" + number + "@bench.example";
    }
}
