package org.belay.audience.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.belay.address.EmailAddress;
import org.belay.address.EmailAddress.InvalidAddress;
import org.belay.address.WrittenAddress;
import org.belay.audience.file.LookalikeAddresses;
import org.belay.audience.file.SeenAddresses;
import org.belay.audience.file.UnrecognizedValues;
import org.belay.audience.person.AttributeValue;
import org.belay.audience.person.Person;
import org.belay.audience.person.PrintableValue;
import org.belay.platform.RequestRefused;

/** Converts the rows of a source into people and collects those that cannot be used. Needs no database. */
public final class SourceRowReader {
    /** Bounds the memory for duplicates: 32 bytes each. */
    private static final long MOST_ROWS = 2_000_000;

    private final Consumer<Person> people;
    private final SeenAddresses seen = new SeenAddresses();
    private final LookalikeAddresses lookalikes = new LookalikeAddresses();
    private final UnrecognizedValues unrecognized = new UnrecognizedValues();
    private final Set<String> attributes = new LinkedHashSet<>();
    private final List<LeftOutRow> leftOut = new ArrayList<>();
    private long rows;
    private long good;
    private long duplicates;

    private SourceRowReader(Consumer<Person> people) {
        this.people = people;
    }

    /** Passes the person of each usable row to {@code people}, in the order of the source. */
    public static SourceFindings read(SourceRows source, Consumer<Person> people) {
        var reader = new SourceRowReader(people);
        String notRead = source.read(reader::take);
        var notes = new ArrayList<>(reader.lookalikes.notes());
        notes.addAll(reader.unrecognized.notes());
        if (!notRead.isEmpty()) notes.add(notRead);
        return new SourceFindings(
                reader.rows,
                reader.good,
                List.copyOf(reader.leftOut),
                reader.duplicates,
                List.copyOf(reader.attributes),
                notes);
    }

    private void take(SourceRow row) {
        rows++;
        if (rows > MOST_ROWS) {
            throw new RequestRefused("The source has more than " + PrintableValue.number(MOST_ROWS)
                    + " people. Nothing was changed. Narrow it.");
        }
        try {
            people.accept(person(row));
            good++;
        } catch (UnusableSourceRow unusable) {
            if (leftOut.size() < SourceFindings.LISTED) leftOut.add(unusable.row());
        }
    }

    private Person person(SourceRow row) {
        EmailAddress address = address(row);
        Map<String, String> values = new HashMap<>();
        row.values().forEach((attribute, written) -> {
            if (!attribute.equals("email")) {
                String value = value(row, attribute, written);
                if (!value.isEmpty()) values.put(attribute, value);
            }
        });
        if (seen.firstLine(address.key(), rows) > 0) {
            duplicates++;
            throw unusable(row, "email", address.text(), "is also the address of an earlier one");
        }
        lookalikes.look(address, PrintableValue.value(row.place()));
        String given = values.getOrDefault("givenName", "");
        String family = values.getOrDefault("familyName", "");
        String full = (given + " " + family).strip();
        String name = values.getOrDefault("name", full);
        values.remove("name");
        attributes.addAll(new TreeSet<>(values.keySet()));
        if (!given.isEmpty() && !family.isEmpty()) values.putIfAbsent("fullName", full);
        return new Person(address, name, values);
    }

    private static EmailAddress address(SourceRow row) {
        String written = AttributeValue.trimmed(row.values().getOrDefault("email", ""));
        if (written.isEmpty()) throw unusable(row, "email", "", "is empty");
        try {
            return WrittenAddress.parse(written);
        } catch (InvalidAddress invalid) {
            throw unusable(row, "email", written, invalid.getMessage());
        }
    }

    private String value(SourceRow row, String attribute, String written) {
        String value = AttributeValue.trimmed(written);
        AttributeValue.problem(value).ifPresent(problem -> {
            throw unusable(row, attribute, value, problem);
        });
        return value.isEmpty() ? value : unrecognized.normalize(attribute, attribute, value);
    }

    private static UnusableSourceRow unusable(SourceRow row, String attribute, String value, String reason) {
        return new UnusableSourceRow(
                new LeftOutRow(PrintableValue.value(row.place()), attribute, PrintableValue.value(value), reason));
    }
}
