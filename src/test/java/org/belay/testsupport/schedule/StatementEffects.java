package org.belay.testsupport.schedule;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one step of a session can affect in another: the tables that it reads, the tables and locks that it takes, and
 * what its commit makes visible or releases. Based on whole tables, so that independent steps may be called dependent,
 * but never the reverse.
 *
 * @param taken tables in which it locks or writes rows, and advisory locks that it takes exclusively
 * @param shared advisory locks that it takes shared
 * @param committed what others can see or take from this step on
 */
record StatementEffects(Set<String> read, Set<String> taken, Set<String> shared, Set<String> committed) {

    private static final Pattern TABLE = Pattern.compile(
            "\\b(dispatch|batch|delivery|attempt|suppression|bounce|node|recipient|stop_acknowledgement)\\b");
    private static final Pattern WRITTEN = Pattern.compile("\\b(?:update|insert into|delete from) (\\w+)");
    private static final Pattern LOCKED = Pattern.compile("\\bfor (?:no key )?(?:update|share)( of (\\w+))?");

    static StatementEffects of(String statement) {
        String sql = statement.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Set<String> taken = new HashSet<>();
        Set<String> shared = new HashSet<>();
        if (sql.contains("advisory")) {
            (sql.contains("lock_shared") ? shared : taken).add("advisory lock");
        }
        WRITTEN.matcher(sql).results().forEach(write -> taken.add(write.group(1)));
        if (taken.contains("bounce")) {
            taken.add("delivery"); // its foreign key locks the row that it references
        }
        for (Matcher lock = LOCKED.matcher(sql); lock.find(); ) {
            taken.addAll(lock.group(2) == null ? tables(sql) : tablesCalled(lock.group(2), sql));
        }
        return new StatementEffects(tables(sql), taken, shared, Set.of());
    }

    private static Set<String> tables(String sql) {
        Set<String> tables = new HashSet<>();
        TABLE.matcher(sql).results().forEach(table -> tables.add(table.group()));
        return tables;
    }

    private static Set<String> tablesCalled(String alias, String sql) {
        Set<String> tables = new HashSet<>();
        Pattern.compile(TABLE.pattern() + " " + alias + "\\b")
                .matcher(sql)
                .results()
                .forEach(table -> tables.add(table.group(1)));
        return tables.isEmpty() ? tables(sql) : tables;
    }

    /** Whether it can affect no other session. */
    boolean isEmpty() {
        return read.isEmpty() && taken.isEmpty() && shared.isEmpty();
    }

    /** A statement that is its own transaction. */
    StatementEffects alone() {
        return new StatementEffects(read, taken, shared, union(taken, shared));
    }

    /** The end of a transaction with these effects. */
    StatementEffects ended() {
        return new StatementEffects(Set.of(), Set.of(), Set.of(), union(taken, shared));
    }

    StatementEffects and(StatementEffects next) {
        return new StatementEffects(
                union(read, next.read), union(taken, next.taken), union(shared, next.shared), Set.of());
    }

    /** Whether the order of the two makes no difference. */
    boolean independentOf(StatementEffects other) {
        return apart(taken, other.taken)
                && apart(taken, other.shared)
                && apart(shared, other.taken)
                && !shows(other)
                && !other.shows(this);
    }

    private boolean shows(StatementEffects other) {
        return !apart(committed, other.read) || !apart(committed, other.taken);
    }

    static StatementEffects none() {
        return new StatementEffects(Set.of(), Set.of(), Set.of(), Set.of());
    }

    private static boolean apart(Set<String> one, Set<String> other) {
        return one.stream().noneMatch(other::contains);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
