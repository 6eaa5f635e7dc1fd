package org.belay.smtp;

import java.util.Optional;

/** Outcome for one recipient of one transaction (RFC 5321 4.2). */
public sealed interface Outcome {

    /** Reply of the relay, if there was one. */
    Optional<Reply> reply();

    /** The same in words, for people. */
    String why();

    /** Whether the recipient may have the message; decides who gets a correction. */
    boolean mayHaveIt();

    /** A complete 2xx to the end of data. */
    record Accepted(Reply answer) implements Outcome {
        @Override
        public Optional<Reply> reply() {
            return Optional.of(answer);
        }

        @Override
        public String why() {
            return answer.toString();
        }

        @Override
        public boolean mayHaveIt() {
            return true;
        }
    }

    /**
     * Permanently refused: a complete 5xx about this recipient or this message, or, without a reply, something that
     * cannot be sent to this relay. Which 5xx of a certain relay is about the relay itself is for the caller to decide.
     */
    record Rejected(Stage stage, Optional<Reply> reply, String why) implements Outcome {
        Rejected(Stage stage, Reply reply) {
            this(stage, Optional.of(reply), reply.toString());
        }

        @Override
        public boolean mayHaveIt() {
            return false;
        }
    }

    /**
     * Known not to be accepted: a 4xx, or the transaction broke before the end of data.
     *
     * @param concernsRelay whether it says nothing about the recipient, but about the relay, our sender, or a broken
     *     connection. A caller that knows the replies of this relay may know better
     */
    record Deferred(Stage stage, Optional<Reply> reply, String why, boolean concernsRelay) implements Outcome {
        public Deferred(Stage stage, Optional<Reply> reply, String why) {
            this(stage, reply, why, concernsRelay(stage, reply));
        }

        Deferred(Stage stage, Reply reply) {
            this(stage, Optional.of(reply), reply.toString());
        }

        private static boolean concernsRelay(Stage stage, Optional<Reply> reply) {
            return stage.concernsRelay()
                    || reply.isEmpty()
                    || reply.get().closing()
                    || (reply.get().permanent() && !reply.get().tooManyRecipients()); // a bare 552 means 452
        }

        @Override
        public boolean mayHaveIt() {
            return false;
        }
    }

    /** The end of data may have arrived, and no complete reply came back. */
    record InDoubt(String why) implements Outcome {
        @Override
        public Optional<Reply> reply() {
            return Optional.empty();
        }

        @Override
        public boolean mayHaveIt() {
            return true;
        }
    }

    /**
     * Not sent, for no fault of the recipient: {@link Gate#open()} returned false and the connection was closed before
     * the end of data; or, with a reply, the relay accepts no more in this transaction or on this connection, and the
     * caller can offer it in the next one.
     */
    record Withheld(Optional<Reply> reply) implements Outcome {
        public Withheld() {
            this(Optional.empty());
        }

        @Override
        public String why() {
            return reply.map(Reply::toString).orElse("held back before the final dot");
        }

        @Override
        public boolean mayHaveIt() {
            return false;
        }
    }
}
