package org.belay.audience;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.belay.address.EmailAddress;
import org.belay.audience.person.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL that reads people of an audience or of a snapshot. */
@Repository
class PeopleStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;

    PeopleStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** The table with the people, and the column and id of their owner. */
    record PeopleTable(String table, String column, long id) {
        static PeopleTable of(AudienceId id) {
            return new PeopleTable("audience_member", "audience", id.value());
        }

        static PeopleTable of(SnapshotId id) {
            return new PeopleTable("recipient", "snapshot", id.value());
        }

        String in(String statement) {
            return statement.formatted(table, column);
        }
    }

    List<ValueGroup> valueGroups(PeopleTable whose, List<String> attributes) {
        return sql.sql(whose.in("""
                SELECT vals, count(*) AS people
                  FROM (SELECT ARRAY(SELECT coalesce(p.attributes ->> a.name, '')
                                       FROM unnest(:attributes::text[]) WITH ORDINALITY AS a (name, n)
                                      ORDER BY a.n) AS vals
                          FROM %1$s p
                         WHERE p.%2$s = :id) AS v
                 GROUP BY vals
                 ORDER BY people DESC, vals
                """))
                .param("attributes", attributes.toArray(String[]::new))
                .param("id", whose.id())
                .query((row, n) -> group(attributes, row))
                .list();
    }

    List<ValueCount> valueCounts(PeopleTable whose, String attribute) {
        return sql.sql(whose.in("""
                SELECT coalesce(attributes ->> :attribute, '') AS value, count(*) AS people
                  FROM %1$s
                 WHERE %2$s = :id
                 GROUP BY 1
                 ORDER BY people DESC, value
                """))
                .param("attribute", attribute)
                .param("id", whose.id())
                .query(ValueCount.class)
                .list();
    }

    List<ValueCount> domainCounts(PeopleTable whose) {
        return sql.sql(whose.in("""
                SELECT lower(substring(address FROM '[^@]*$')) AS value, count(*) AS people
                  FROM %1$s
                 WHERE %2$s = :id
                 GROUP BY 1
                 ORDER BY people DESC, value
                """))
                .param("id", whose.id())
                .query((row, n) -> new ValueCount(row.getString("value"), row.getLong("people")))
                .list();
    }

    /** Number of people by value, for values that are long or have other characters than letters, digits, spaces, hyphens and apostrophes. */
    List<ValueCount> unusual(PeopleTable whose, String attribute, int longest) {
        return sql.sql(whose.in("""
                SELECT value, count(*) AS people
                  FROM (SELECT attributes ->> :attribute AS value FROM %1$s WHERE %2$s = :id) AS v
                 WHERE length(value) > :longest OR value ~ '[^[:alnum:] ''’-]'
                 GROUP BY value
                 ORDER BY people DESC, value
                """))
                .param("attribute", attribute)
                .param("longest", longest)
                .param("id", whose.id())
                .query(ValueCount.class)
                .list();
    }

    /** Most frequent domain first. */
    List<ValueCount> otherDomains(PeopleTable whose, Set<String> domains) {
        return sql.sql(whose.in("""
                SELECT domain AS value, count(*) AS people
                  FROM (SELECT substring(address FROM '[^@]*$') AS domain FROM %1$s WHERE %2$s = :id) AS d
                 WHERE domain <> ALL (:domains)
                 GROUP BY domain
                 ORDER BY people DESC, domain
                """))
                .param("id", whose.id())
                .param("domains", domains.toArray(String[]::new))
                .query(ValueCount.class)
                .list();
    }

    /** Longest value first. */
    List<ValueCount> longest(PeopleTable whose, String attribute, int limit) {
        return sql.sql(whose.in("""
                SELECT value, count(*) AS people
                  FROM (SELECT attributes ->> :attribute AS value FROM %1$s WHERE %2$s = :id) AS v
                 WHERE value <> ''
                 GROUP BY value
                 ORDER BY length(value) DESC, value
                 LIMIT :limit
                """))
                .param("attribute", attribute)
                .param("limit", limit)
                .param("id", whose.id())
                .query(ValueCount.class)
                .list();
    }

    List<Person> at(PeopleTable whose, int[] ordinals) {
        return sql
                .sql(whose.in("""
                SELECT address, name, attributes
                  FROM %1$s
                 WHERE %2$s = :id AND ordinal = ANY(:ordinals)
                 ORDER BY ordinal
                """))
                .param("id", whose.id())
                .param("ordinals", ordinals)
                .query(PeopleStore::person)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Person> person(PeopleTable whose, String address) {
        return sql.sql(whose.in("""
                SELECT address, name, attributes
                  FROM %1$s
                 WHERE %2$s = :id AND lower(address) = lower(:address COLLATE "C")
                """))
                .param("id", whose.id())
                .param("address", address)
                .query(PeopleStore::person)
                .optional()
                .flatMap(Function.identity());
    }

    /**
     * The person in a row; empty if the address in it is invalid. An import stores valid addresses only, so the row was changed in the
     * database. One such row does not hide the others; its mail is refused (docs/faults.md, P13).
     */
    private static Optional<Person> person(ResultSet row, int n) throws SQLException {
        String name = row.getString("name");
        Map<String, String> attributes = attributes(row);
        return EmailAddress.find(row.getString("address")).map(address -> new Person(address, name, attributes));
    }

    static Map<String, String> attributes(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("attributes"), new TypeReference<>() {});
    }

    private static ValueGroup group(List<String> attributes, ResultSet row) throws SQLException {
        String[] values = (String[]) row.getArray("vals").getArray();
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.length; i++) {
            named.put(attributes.get(i), values[i]);
        }
        return new ValueGroup(named, row.getLong("people"));
    }
}
