package org.belay.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import org.belay.testkit.Rule.Where;

/** The first half of a scripted line: for which recipient, transaction or connection. Parts not named mean any. */
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

    /** Where this address is named (RCPT) or among those accepted (later points). */
    public When forRecipient(String address) {
        return with(new Where(
                Optional.of(address),
                where.connection(),
                where.transaction(),
                where.nth(),
                where.every(),
                where.percent()));
    }

    /** On the n-th connection to this relay, from 1. */
    public When onConnection(int n) {
        return with(new Where(where.recipient(), n, where.transaction(), where.nth(), where.every(), where.percent()));
    }

    /** In the n-th transaction this relay sees, from 1; the MAIL that begins it included. */
    public When onTransaction(int n) {
        return with(new Where(where.recipient(), where.connection(), n, where.nth(), where.every(), where.percent()));
    }

    /** Only the n-th time that the rest fits, from 1. */
    public When theTime(int n) {
        return with(new Where(
                where.recipient(), where.connection(), where.transaction(), n, where.every(), where.percent()));
    }

    /** Each n-th time that the rest fits. */
    public When everyTime(int n) {
        return with(
                new Where(where.recipient(), where.connection(), where.transaction(), where.nth(), n, where.percent()));
    }

    /** So many of a hundred times, scattered, and in every run the same ones. */
    public When inPercent(double percent) {
        return with(new Where(
                where.recipient(), where.connection(), where.transaction(), where.nth(), where.every(), percent));
    }

    /** At this point: what follows happens there, in its order; without a reply among it the usual one comes last. */
    public Then at(Point point) {
        var rule = new Rule(point, where);
        script.accept(rule);
        return new Then(rule);
    }

    /** The same as {@link #at}; it reads better with {@code DOT}. */
    public Then after(Point point) {
        return at(point);
    }

    private When with(Where more) {
        return new When(script, more);
    }
}
