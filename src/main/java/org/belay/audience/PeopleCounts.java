package org.belay.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.belay.audience.person.Person;

/** Counts people as they are read, by the attributes that tell whether it is the right list, and keeps some at random. Limited in memory. */
final class PeopleCounts {
    static final String DOMAIN = "domain";
    private static final List<String> ATTRIBUTES = List.of("department", "country", "language");
    private static final int SAMPLED = 10;
    /** Different values of an attribute; what comes later counts as {@link #OTHERS}. */
    private static final int VALUES = 5_000;

    private static final String OTHERS = "…";

    private final Random random;
    private final Map<String, Map<String, Long>> values = new LinkedHashMap<>();
    private final List<Person> sample = new ArrayList<>();
    private long people;

    PeopleCounts(Random random) {
        this.random = random;
        ATTRIBUTES.forEach(attribute -> values.put(attribute, new HashMap<>()));
        values.put(DOMAIN, new HashMap<>());
    }

    void count(Person person) {
        people++;
        for (String attribute : ATTRIBUTES) {
            add(attribute, person.attributes().getOrDefault(attribute, ""));
        }
        String address = person.address().text();
        add(DOMAIN, address.substring(address.lastIndexOf('@') + 1));
        // reservoir sampling: each person is in the sample with the same probability
        if (sample.size() < SAMPLED) {
            sample.add(person);
        } else {
            long place = random.nextLong(people);
            if (place < SAMPLED) sample.set((int) place, person);
        }
    }

    private void add(String attribute, String value) {
        Map<String, Long> counts = values.getOrDefault(attribute, Map.of());
        counts.merge(counts.size() < VALUES || counts.containsKey(value) ? value : OTHERS, 1L, Long::sum);
    }

    List<Person> sample() {
        return List.copyOf(sample);
    }

    /** By attribute, most frequent value first; without attributes that no person has. */
    Map<String, List<ValueCount>> values() {
        var sorted = new LinkedHashMap<String, List<ValueCount>>();
        values.forEach((attribute, counts) -> {
            if (counts.keySet().stream().anyMatch(value -> !value.isEmpty())) sorted.put(attribute, sorted(counts));
        });
        return sorted;
    }

    private static List<ValueCount> sorted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> new ValueCount(one.getKey(), one.getValue()))
                .sorted(java.util.Comparator.comparingLong(ValueCount::people)
                        .reversed()
                        .thenComparing(ValueCount::value))
                .toList();
    }
}
