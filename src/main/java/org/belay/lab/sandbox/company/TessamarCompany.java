package org.belay.lab.sandbox.company;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * The fictional company Tessamar: the same people for each size. The first ones have names that broke mail software
 * before: an apostrophe, other scripts, right-to-left, a name that looks like markup.
 */
public final class TessamarCompany {
    public static final String DOMAIN = "tessamar.example";

    /** An office: its share of the staff, and the languages its people read. */
    private record OfficeSite(
            String country, String city, String culture, int weight, Map<String, Integer> languages) {}

    private static final List<OfficeSite> SITES = List.of(
            new OfficeSite("DE", "Hamburg", "de", 22, Map.of("de", 92, "en", 8)),
            new OfficeSite("DE", "Leipzig", "de", 15, Map.of("de", 95, "en", 5)),
            new OfficeSite("SE", "Göteborg", "sv", 21, Map.of("en", 88, "sv", 12)),
            new OfficeSite("PL", "Gdańsk", "pl", 16, Map.of("en", 84, "pl", 16)),
            new OfficeSite("PT", "Porto", "pt", 11, Map.of("en", 55, "pt", 45)),
            new OfficeSite("GB", "London", "en", 9, Map.of("en", 100)),
            new OfficeSite("JP", "Osaka", "ja", 6, Map.of("ja", 70, "en", 30)));

    private static final Map<String, Integer> DEPARTMENTS = Map.of(
            "Operations", 29,
            "Customer service", 19,
            "Engineering", 16,
            "Sales", 12,
            "Finance", 9,
            "IT", 7,
            "People", 5,
            "Legal and press", 3);

    /** One in this number has a name from another culture. */
    private static final int FROM_ELSEWHERE = 7;

    private static final List<StaffMember> CHOSEN = List.of(
            colleague("nora.lindstrom", "Nora Lindström", "Nora", "Lindström", "en", "SE", "Göteborg", "IT", "company"),
            colleague("tomas.ferreira", "Tomás Ferreira", "Tomás", "Ferreira", "en", "PT", "Porto", "IT", "company"),
            colleague(
                    "siobhan.obrien", "Siobhán O'Brien", "Siobhán", "O'Brien", "en", "GB", "London", "Finance", "own"),
            colleague("li.lei", "李雷", "雷", "李", "en", "JP", "Osaka", "Engineering", "company"),
            colleague("lukasz.wojcik", "Łukasz Wójcik", "Łukasz", "Wójcik", "en", "PL", "Gdańsk", "Operations", "own"),
            colleague(
                    "eleni.papadopoulou",
                    "Ελένη Παπαδοπούλου",
                    "Ελένη",
                    "Παπαδοπούλου",
                    "de",
                    "DE",
                    "Hamburg",
                    "Sales",
                    "company"),
            colleague(
                    "dmytro.kovalenko",
                    "Дмитро Коваленко",
                    "Дмитро",
                    "Коваленко",
                    "en",
                    "PL",
                    "Gdańsk",
                    "IT",
                    "company"),
            colleague("mohammed.alhassan", "محمد الحسن", "محمد", "الحسن", "en", "SE", "Göteborg", "Operations", "own"),
            colleague(
                    "priya.sharma", "प्रिया शर्मा", "प्रिया", "शर्मा", "en", "GB", "London", "Engineering", "company"),
            colleague("yui.yamamoto", "山本 結衣", "結衣", "山本", "ja", "JP", "Osaka", "Customer service", "own"),
            colleague(
                    "robert.tables",
                    "<b>Robert</b> Tables",
                    "<b>Robert</b>",
                    "Tables",
                    "en",
                    "PT",
                    "Porto",
                    "Finance",
                    "company"),
            colleague("dana.levi", "דנה לוי", "דנה", "לוי", "de", "DE", "Leipzig", "People", "own"),
            colleague(
                    "mai.nguyen",
                    "Nguyễn Thị Mai",
                    "Thị Mai",
                    "Nguyễn",
                    "de",
                    "DE",
                    "Leipzig",
                    "Customer service",
                    "own"),
            colleague(
                    "ines.conceicao",
                    "Inês da Conceição",
                    "Inês",
                    "da Conceição",
                    "pt",
                    "PT",
                    "Porto",
                    "Sales",
                    "company"));

    private final List<StaffMember> people;

    private TessamarCompany(List<StaffMember> people) {
        this.people = people;
    }

    /** Creates the company; the people of a smaller size are the first of a larger one. */
    public static TessamarCompany of(int people) {
        var random = new Random(20_200_710);
        var names = Map.copyOf(CultureNames.all());
        var cultures = List.copyOf(CultureNames.all().keySet());
        var staff = new ArrayList<>(CHOSEN.subList(0, Math.min(people, CHOSEN.size())));
        var taken = new HashSet<String>();
        staff.forEach(c -> taken.add(c.address()));
        while (staff.size() < people) {
            OfficeSite site = SITES.get(
                    pick(random, SITES.stream().map(OfficeSite::weight).toList()));
            boolean elsewhere = random.nextInt(FROM_ELSEWHERE) == 0;
            String culture = elsewhere ? cultures.get(random.nextInt(cultures.size())) : site.culture();
            CultureNames from = Objects.requireNonNull(names.get(culture), culture);
            staff.add(newcomer(random, site, from, taken));
        }
        return new TessamarCompany(List.copyOf(staff));
    }

    public List<StaffMember> people() {
        return people;
    }

    /** The staff list as a CSV file: UTF-8, comma, one header line. */
    public String csv() {
        var out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(StaffMember.HEADER);
            people.forEach(c -> csv.writeRecord(c.row()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter never throws
        }
        return out.toString();
    }

    private static StaffMember newcomer(Random random, OfficeSite site, CultureNames names, Set<String> taken) {
        CultureNames.PersonName given =
                names.given().get(random.nextInt(names.given().size()));
        CultureNames.PersonName family =
                names.family().get(random.nextInt(names.family().size()));
        return new StaffMember(
                address(given.latin() + "." + family.latin(), taken),
                names.full(given, family),
                given.written(),
                family.written(),
                weighted(random, site.languages()),
                site.country(),
                site.city(),
                weighted(random, DEPARTMENTS),
                random.nextInt(10) < 7 ? "company" : "own");
    }

    /** The address; a second Anna Müller is anna.mueller2. */
    private static String address(String local, Set<String> taken) {
        String address = local + "@" + DOMAIN;
        for (int n = 2; !taken.add(address); n++) {
            address = local + n + "@" + DOMAIN;
        }
        return address;
    }

    private static String weighted(Random random, Map<String, Integer> weights) {
        List<String> keys = weights.keySet().stream().sorted().toList();
        return keys.get(pick(random, keys.stream().map(weights::get).toList()));
    }

    private static int pick(Random random, List<Integer> weights) {
        int at = random.nextInt(weights.stream().mapToInt(Integer::intValue).sum());
        int i = 0;
        while (at >= weights.get(i)) {
            at -= weights.get(i++);
        }
        return i;
    }

    private static StaffMember colleague(String local, String name, String given, String family, String... rest) {
        return new StaffMember(local + "@" + DOMAIN, name, given, family, rest[0], rest[1], rest[2], rest[3], rest[4]);
    }
}
