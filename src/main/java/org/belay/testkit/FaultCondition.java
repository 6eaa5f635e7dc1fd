package org.belay.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import org.belay.testkit.FaultRule.RuleScope;

/** The conditions of a fault: recipient, transaction, connection. A condition that is not set matches everything. */
public final class FaultCondition {
    private final Consumer<FaultRule> script;
    private final RuleScope where;

    FaultCondition(Consumer<FaultRule> script) {
        this(script, RuleScope.ANYWHERE);
    }

    private FaultCondition(Consumer<FaultRule> script, RuleScope where) {
        this.script = script;
        this.where = where;
    }

    /** Matches this address in RCPT, or among the accepted recipients at later points. */
    public FaultCondition forRecipient(String address) {
        return with(new RuleScope(
                Optional.of(address),
                where.connection(),
                where.transaction(),
                where.nth(),
                where.every(),
                where.percent()));
    }

    /** Matches the n-th connection to this relay, from 1. */
    public FaultCondition onConnection(int n) {
        return with(
                new RuleScope(where.recipient(), n, where.transaction(), where.nth(), where.every(), where.percent()));
    }

    /** Matches the n-th transaction of this relay, from 1, including its MAIL. */
    public FaultCondition onTransaction(int n) {
        return with(
                new RuleScope(where.recipient(), where.connection(), n, where.nth(), where.every(), where.percent()));
    }

    /** Matches only the n-th time that the other conditions match, from 1. */
    public FaultCondition theTime(int n) {
        return with(new RuleScope(
                where.recipient(), where.connection(), where.transaction(), n, where.every(), where.percent()));
    }

    /** Matches each n-th time that the other conditions match. */
    public FaultCondition everyTime(int n) {
        return with(new RuleScope(
                where.recipient(), where.connection(), where.transaction(), where.nth(), n, where.percent()));
    }

    /** Matches this percentage of the times, pseudo-random but the same in each run. */
    public FaultCondition inPercent(double percent) {
        return with(new RuleScope(
                where.recipient(), where.connection(), where.transaction(), where.nth(), where.every(), percent));
    }

    /** Starts the actions at this point, in their order; without a reply among them the default reply follows. */
    public FaultActionBuilder at(FaultPoint point) {
        var rule = new FaultRule(point, where);
        script.accept(rule);
        return new FaultActionBuilder(rule);
    }

    /** The same as {@link #at}; reads better with {@code DOT}. */
    public FaultActionBuilder after(FaultPoint point) {
        return at(point);
    }

    private FaultCondition with(RuleScope changed) {
        return new FaultCondition(script, changed);
    }
}
