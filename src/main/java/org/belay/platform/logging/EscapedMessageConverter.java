package org.belay.platform.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Escapes the message of a log line: it may quote a relay or a file name, and is read on a terminal. */
public final class EscapedMessageConverter extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return EscapedText.of(super.convert(event));
    }
}
