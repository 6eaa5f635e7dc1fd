package org.belay.smtp;

/** A command of the envelope; {@code recipient} is the index of the recipient of a RCPT, otherwise -1. */
record EnvelopeCommand(SmtpStage stage, String command, int recipient) {
    EnvelopeCommand(SmtpStage stage, String command) {
        this(stage, command, -1);
    }
}
