package org.belay.mailing.draft;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.address.EmailAddress;
import org.belay.message.MessageSpec;
import org.belay.message.MessageTemplate;
import org.belay.message.NamedAddress;
import org.belay.message.ParsedMessage;
import org.belay.message.ThreadIndex;
import org.belay.template.MailVariant;

/**
 * A variant as a recipient reads it. It is filled by the same {@link MessageTemplate} that makes the mail and read back from the bytes: a second
 * implementation could show reviewers and checks something else than what is sent.
 */
public final class ReaderView {
    private static final NamedAddress SENDER = new NamedAddress("", new EmailAddress("preview@example.org"));
    private static final String THREAD = ThreadIndex.root(new UUID(0, 0), Instant.EPOCH);

    private ReaderView() {}

    /** @param attributes the recipient's attributes; a placeholder without its attribute shows the default */
    static MailVariant withAttributes(MailVariant variant, Map<String, String> attributes) {
        ParsedMessage mail = MessageTemplate.compose(source(variant)).read(attributes);
        return new MailVariant(
                variant.number(),
                variant.language(),
                variant.condition(),
                variant.people(),
                variant.readers(),
                mail.subject(),
                mail.html(),
                mail.text());
    }

    /** The variant with the default of every placeholder. */
    public static MailVariant withDefaults(MailVariant variant) {
        return withAttributes(variant, Map.of());
    }

    /** Names of the person's attributes that the variant uses. */
    static List<String> attributesIn(MailVariant variant) {
        return MessageTemplate.compose(source(variant)).attributeNames();
    }

    private static MessageSpec source(MailVariant variant) {
        return new MessageSpec(
                SENDER,
                Optional.empty(),
                Optional.empty(),
                variant.subject(),
                variant.html(),
                variant.text(),
                variant.language(),
                "preview",
                THREAD,
                List.of(),
                Optional.empty(),
                Map.of());
    }
}
