package org.belay.web.mailing;

import org.belay.mailing.model.MailingId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Converts {@code M-0147} in an address to a {@link MailingId}. */
@Component
class MailingIdConverter implements Converter<String, MailingId> {
    @Override
    public MailingId convert(String text) {
        return MailingId.parse(text);
    }
}
