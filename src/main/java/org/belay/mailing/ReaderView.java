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
 * A text as one of its readers gets it. It goes through the same {@link Form} that makes the mail, and is read back from its bytes:
 * a second way to fill slots could show a reviewer, or the checks, something else than what is sent.
 */
final class ReaderView {
    private static final Mailbox SENDER = new Mailbox("", "preview@example.org");
    private static final String THREAD = ThreadIndex.root(new UUID(0, 0), Instant.EPOCH);

    private ReaderView() {}

    /** @param attributes of the reader; a slot without one shows its default */
    static Variant of(Variant variant, Map<String, String> attributes) {
        ReadMail mail = Form.compose(letter(variant)).read(attributes);
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

    /** The same for a reader of whom nothing is known: every slot shows its default. */
    static Variant ofStranger(Variant variant) {
        return of(variant, Map.of());
    }

    /** The attributes of a person whose values stand somewhere in it. */
    static List<String> attributesIn(Variant variant) {
        return Form.compose(letter(variant)).attributes();
    }

    private static Letter letter(Variant variant) {
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
