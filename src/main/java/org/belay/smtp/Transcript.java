package org.belay.smtp;

/** Listens to a dialogue. Credentials never appear in it, nor a message's text. */
public interface Transcript {
    /** Hears nothing. */
    Transcript NONE = new Transcript() {
        @Override
        public void client(String line) {}

        @Override
        public void server(String line) {}
    };

    /** A line that we sent; what is not a command stands in brackets: {@code [1204 bytes of message]}. */
    void client(String line);

    /** A line that the relay sent. */
    void server(String line);
}
