package org.belay.smtp;

import java.util.Optional;
import org.belay.smtp.wire.SmtpReply;

/** Outcome for one recipient of one transaction (RFC 5321 4.2). */
public sealed interface RecipientOutcome {

    /** Reply of the relay, if there was one. */
    Optional<SmtpReply> reply();

    /** The same in words, for people. */
    String why();

    /** Whether the recipient may have the message; decides who gets a correction. */
    boolean mayHaveIt();

    /** A complete 2xx to the end of data. */
    record Accepted(SmtpReply answer) implements RecipientOutcome {
        @Override
        public Optional<SmtpReply> reply() {
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
    record Rejected(SmtpStage stage, Optional<SmtpReply> reply, String why) implements RecipientOutcome {
        Rejected(SmtpStage stage, SmtpReply reply) {
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
    record Deferred(SmtpStage stage, Optional<SmtpReply> reply, String why, boolean concernsRelay)
            implements RecipientOutcome {
        public Deferred(SmtpStage stage, Optional<SmtpReply> reply, String why) {
            this(stage, reply, why, concernsRelay(stage, reply));
        }

        Deferred(SmtpStage stage, SmtpReply reply) {
            this(stage, Optional.of(reply), reply.toString());
        }

        private static boolean concernsRelay(SmtpStage stage, Optional<SmtpReply> reply) {
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
    record InDoubt(String why) implements RecipientOutcome {
        @Override
        public Optional<SmtpReply> reply() {
            return Optional.empty();
        }

        @Override
        public boolean mayHaveIt() {
            return true;
        }
    }

    /**
     * Not sent, for no fault of the recipient: {@link EndOfDataGate#mayEndData()} returned false and the connection was closed before
     * the end of data; or, with a reply, the relay accepts no more in this transaction or on this connection, and the
     * caller can offer it in the next one.
     */
    record Withheld(Optional<SmtpReply> reply) implements RecipientOutcome {
        public Withheld() {
            this(Optional.empty());
        }

        @Override
        public String why() {
            return reply.map(SmtpReply::toString).orElse("held back before the final dot");
        }

        @Override
        public boolean mayHaveIt() {
            return false;
        }
    }
}
