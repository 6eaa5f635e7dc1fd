package org.belay.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import org.belay.testkit.Rule.Where;

/** The conditions of a fault: recipient, transaction, connection. A condition that is not set matches everything. */
public final class When {
    private final Consumer<Rule> script;
    private final Where where;

    When(Consumer<Rule> script) {
        this(script, Where.ANYWHERE);
    }

    private When(Consumer<Rule> script, Where where) {
        this.script = script;
        this.where = where;
    }

    /** Matches this address in RCPT, or among the accepted recipients at later points. */
    public When forRecipient(String address) {
        return with(new Where(
                Optional.of(address),
                where.connection(),
                where.transaction(),
                where.nth(),
                where.every(),
                where.percent()));
    }

    /** Matches the n-th connection to this relay, from 1. */
    public When onConnection(int n) {
        return with(new Where(where.recipient(), n, where.transaction(), where.nth(), where.every(), where.percent()));
    }

    /** Matches the n-th transaction of this relay, from 1, including its MAIL. */
    public When onTransaction(int n) {
        return with(new Where(where.recipient(), where.connection(), n, where.nth(), where.every(), where.percent()));
    }

    /** Matches only the n-th time that the other conditions match, from 1. */
    public When theTime(int n) {
        return with(new Where(
                where.recipient(), where.connection(), where.transaction(), n, where.every(), where.percent()));
    }

    /** Matches each n-th time that the other conditions match. */
    public When everyTime(int n) {
        return with(
                new Where(where.recipient(), where.connection(), where.transaction(), where.nth(), n, where.percent()));
    }

    /** Matches this percentage of the times, pseudo-random but the same in each run. */
    public When inPercent(double percent) {
        return with(new Where(
                where.recipient(), where.connection(), where.transaction(), where.nth(), where.every(), percent));
    }

    /** Starts the actions at this point, in their order; without a reply among them the default reply follows. */
    public Then at(Point point) {
        var rule = new Rule(point, where);
        script.accept(rule);
        return new Then(rule);
    }

    /** The same as {@link #at}; reads better with {@code DOT}. */
    public Then after(Point point) {
        return at(point);
    }

    private When with(Where changed) {
        return new When(script, changed);
    }
}
