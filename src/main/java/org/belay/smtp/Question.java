package org.belay.smtp;

/** A command of the envelope; {@code recipient} is whom a RCPT names. */
record Question(Stage stage, String command, int recipient) {
    Question(Stage stage, String command) {
        this(stage, command, -1);
    }
}
