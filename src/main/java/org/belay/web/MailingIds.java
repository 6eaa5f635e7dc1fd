package org.belay.web;

import org.belay.mailing.MailingId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Lets a controller take {@code /mailings/M-0147} as a {@link MailingId}. */
@Component
class MailingIds implements Converter<String, MailingId> {
    @Override
    public MailingId convert(String text) {
        return MailingId.parse(text);
    }
}
