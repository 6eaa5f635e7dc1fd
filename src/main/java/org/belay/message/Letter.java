package org.belay.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One variant before it is bytes. Subject, HTML and text may have slots (see the package); nothing else may.
 *
 * @param from who it is from
 * @param replyTo where answers go
 * @param statedTo the To header of shared content ("All staff &lt;contact&gt;"); empty: the person
 * @param html the HTML part, all escaped but the slots
 * @param text the plain text part
 * @param language BCP 47 tag, the Content-Language header
 * @param threadTopic the subject of the conversation, the same for notice and correction
 * @param threadIndex see {@link ThreadIndex}
 * @param references Message-IDs with angle brackets, the oldest first
 * @param inReplyTo a Message-ID with angle brackets
 * @param more further headers by name, of which none may be one that the form writes itself
 */
public record Letter(
        Mailbox from,
        Optional<Mailbox> replyTo,
        Optional<Mailbox> statedTo,
        String subject,
        String html,
        String text,
        String language,
        String threadTopic,
        String threadIndex,
        List<String> references,
        Optional<String> inReplyTo,
        Map<String, String> more) {
    public Letter {
        ThreadIndex.require(threadIndex);
        references = List.copyOf(references);
        references.forEach(MessageIds::require);
        inReplyTo.ifPresent(MessageIds::require);
    }
}
