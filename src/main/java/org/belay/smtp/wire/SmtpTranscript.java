package org.belay.smtp.wire;

/** Receives the lines of a dialogue. Credentials and the text of a message never appear in it. */
public interface SmtpTranscript {
    /** Ignores all lines. */
    SmtpTranscript NONE = new SmtpTranscript() {
        @Override
        public void client(String line) {}

        @Override
        public void server(String line) {}
    };

    /** A line that we sent; anything that is not a command is in brackets: {@code [1204 bytes of message]}. */
    void client(String line);

    /** A line that the relay sent. */
    void server(String line);
}
