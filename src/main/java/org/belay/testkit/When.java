package org.belay.testkit;

import java.util.Optional;
import java.util.function.Consumer;

/** The first half of a scripted line: for which recipient, transaction or connection. Parts not named mean any. */
public final class When {
    private final Consumer<Rule> script;
    private final Optional<String> recipient;
    private final int connection;
    private final int transaction;

    When(Consumer<Rule> script) {
        this(script, Optional.empty(), 0, 0);
    }

    private When(Consumer<Rule> script, Optional<String> recipient, int connection, int transaction) {
        this.script = script;
        this.recipient = recipient;
        this.connection = connection;
        this.transaction = transaction;
    }

    /** Where this address is named (RCPT) or among those accepted (later points). */
    public When forRecipient(String address) {
        return new When(script, Optional.of(address), connection, transaction);
    }

    /** On the n-th connection to this relay, from 1. */
    public When onConnection(int n) {
        return new When(script, recipient, n, transaction);
    }

    /** In the n-th transaction this relay sees, from 1; the MAIL that begins it included. */
    public When onTransaction(int n) {
        return new When(script, recipient, connection, n);
    }

    /** At this point: what follows happens there, in its order; without a reply among it the usual one comes last. */
    public Then at(Point point) {
        var rule = new Rule(point, recipient, connection, transaction);
        script.accept(rule);
        return new Then(rule);
    }

    /** The same as {@link #at}; it reads better with {@code DOT}. */
    public Then after(Point point) {
        return at(point);
    }
}
