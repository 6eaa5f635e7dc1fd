package org.belay.web;

import org.belay.mailing.MailingId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Converts {@code M-0147} in an address to a {@link MailingId}. */
@Component
class MailingIds implements Converter<String, MailingId> {
    @Override
    public MailingId convert(String text) {
        return MailingId.parse(text);
    }
}
