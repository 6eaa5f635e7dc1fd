package org.belay.audience;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds people by part of their name or address: in all current audiences, in the latest {@value #SNAPSHOTS} snapshots, on the suppression
 * list, and by the beginning of the address in all snapshots.
 */
@Component
public class PeopleSearch {
    static final int SNAPSHOTS = 20;
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 6;

    private static final String TEXT = SearchText.sql("(name || ' ' || address)");

    private final JdbcClient sql;

    PeopleSearch(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param name empty if only the address is known */
    public record FoundPerson(String address, String name) {}

    /**
     * People with all of these words in name or address, in any order and case, with accents or without. "J.P.Balkenende" is two initials
     * and a name, and also the beginning of an address.
     *
     * @param after the last address of the page before; empty for the first page
     * @param most limit of the result
     * @return sorted by address; empty for blank words
     */
    @Transactional(readOnly = true)
    public List<FoundPerson> find(String words, String after, int most) {
        String typed = words.strip();
        if (typed.isEmpty() || typed.length() > LONGEST) {
            return List.of();
        }
        sql.sql("SET LOCAL statement_timeout = '10s'").update(); // limits the load of a search
        String[][] patterns = Arrays.stream(typed.split("[\\s,;]+"))
                .flatMap(PeopleSearch::parts)
                .filter(word -> !SearchText.of(word).isEmpty())
                .limit(MOST_WORDS)
                .map(PeopleSearch::patterns)
                .toArray(String[][]::new);
        if (patterns.length == 0) {
            return List.of();
        }
        StringBuilder every = new StringBuilder("true");
        for (int i = 0; i < patterns.length; i++) {
            every.append(" AND ").append(TEXT).append(" LIKE ANY (:w").append(i).append(")");
        }
        var statement = sql.sql("""
                SELECT DISTINCT ON (lower(address)) address, name
                  FROM (SELECT address, name, 1 AS rank FROM audience_member WHERE lower(address) > :after AND EVERY
                        UNION ALL
                        SELECT address, name, 2
                          FROM recipient
                         WHERE snapshot IN (SELECT id FROM snapshot ORDER BY id DESC LIMIT :snapshots)
                           AND address NOT LIKE '%@erased.invalid' AND lower(address) > :after AND EVERY
                        UNION ALL
                        (SELECT address, name, 3
                           FROM recipient
                          WHERE lower(address) LIKE :beginning AND address NOT LIKE '%@erased.invalid' AND lower(address) > :after
                          ORDER BY lower(address)
                          LIMIT :most)
                        UNION ALL
                        SELECT address, '', 4
                          FROM (SELECT address, '' AS name FROM suppression WHERE address NOT LIKE 'erased %') gone
                         WHERE lower(address) > :after AND EVERY) found
                 ORDER BY lower(address), rank, name DESC
                 LIMIT :most
                """.replace("EVERY", every))
                .param("snapshots", SNAPSHOTS)
                .param("beginning", escaped(EmailAddress.key(typed)) + "%")
                .param("after", EmailAddress.key(after))
                .param("most", most);
        for (int i = 0; i < patterns.length; i++) {
            statement = statement.param("w" + i, patterns[i]);
        }
        return statement
                .query((row, n) -> new FoundPerson(row.getString(1), row.getString(2)))
                .list();
    }

    private static Stream<String> parts(String word) {
        return word.contains("@") ? Stream.of(word) : Arrays.stream(word.split("\\."));
    }

    /** The word in several cases, because lower() in PostgreSQL depends on the locale for letters beyond A-Z. */
    private static String[] patterns(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int first = lower.offsetByCodePoints(0, 1);
        String capital = lower.substring(0, first).toUpperCase(Locale.ROOT) + lower.substring(first);
        return Stream.of(word, lower, capital, word.toUpperCase(Locale.ROOT))
                .map(SearchText::of)
                .distinct()
                .map(one -> "%" + escaped(one) + "%")
                .toArray(String[]::new);
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
