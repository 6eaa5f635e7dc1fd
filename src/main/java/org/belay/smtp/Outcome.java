package org.belay.smtp;

import java.util.Optional;

/** What became of one recipient in one transaction (RFC 5321 4.2). */
public sealed interface Outcome {

    /** What the relay said about it, where it said anything. */
    Optional<Reply> reply();

    /** The same in words, for people. */
    String why();

    /** Whether the recipient may have the message after this; a correction's reach stands on it. */
    boolean mayHaveIt();

    /** A complete 2xx to the end of data, whichever one. */
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
     * Never to be had this way: a complete 5xx about this recipient or this message, or (then without a reply) something
     * that cannot be said to this relay at all. Which 5xx of a certain relay is about the relay itself is for the caller.
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

    /** Known not to be taken: a 4xx, or the transaction broke before the dot. */
    record Deferred(Stage stage, Optional<Reply> reply, String why) implements Outcome {
        Deferred(Stage stage, Reply reply) {
            this(stage, Optional.of(reply), reply.toString());
        }

        /** Whether it says nothing about the recipient: the relay, our sender, or a broken connection. */
        public boolean concernsRelay() {
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

    /** The dot may have arrived and nothing complete came back. */
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

    /** {@link Gate#open()} said no: the connection was closed where the dot would have gone. */
    record Withheld() implements Outcome {
        @Override
        public Optional<Reply> reply() {
            return Optional.empty();
        }

        @Override
        public String why() {
            return "held back before the final dot";
        }

        @Override
        public boolean mayHaveIt() {
            return false;
        }
    }
}
