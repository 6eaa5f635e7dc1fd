package org.belay.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.message.Form;
import org.belay.message.Letter;
import org.belay.message.Mailbox;
import org.belay.message.ReadMail;
import org.belay.message.ThreadIndex;
import org.belay.template.Variant;

/**
 * A variant as a recipient reads it. It is filled by the same {@link Form} that makes the mail and read back from the bytes: a second
 * implementation could show reviewers and checks something else than what is sent.
 */
final class ReaderView {
    private static final Mailbox SENDER = new Mailbox("", "preview@example.org");
    private static final String THREAD = ThreadIndex.root(new UUID(0, 0), Instant.EPOCH);

    private ReaderView() {}

    /** @param attributes the recipient's attributes; a placeholder without its attribute shows the default */
    static Variant of(Variant variant, Map<String, String> attributes) {
        ReadMail mail = Form.compose(source(variant)).read(attributes);
        return new Variant(
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
    static Variant ofStranger(Variant variant) {
        return of(variant, Map.of());
    }

    /** Names of the person's attributes that the variant uses. */
    static List<String> attributesIn(Variant variant) {
        return Form.compose(source(variant)).attributes();
    }

    private static Letter source(Variant variant) {
        return new Letter(
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
