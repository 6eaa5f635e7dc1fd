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

    /**
     * Known not to be taken: a 4xx, or the transaction broke before the dot.
     *
     * @param concernsRelay whether it says nothing about the recipient: the relay, our sender, or a broken connection. A
     *     caller who knows what this relay's replies mean may know better
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

    /**
     * Not offered in the end, and nobody's fault: {@link Gate#open()} said no and the connection was closed where
     * the dot would have gone; or (then with its reply) the relay takes no more in this transaction or on this connection,
     * and a caller who knows that offers it in the next one.
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
