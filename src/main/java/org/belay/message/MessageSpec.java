package org.belay.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The source of one message before encoding. Subject, HTML and text may contain placeholders (see the package documentation).
 *
 * @param from author of the message (From header)
 * @param replyTo Reply-To header; empty for none
 * @param statedTo To header of a copy that is sent to many ("All staff &lt;contact&gt;"); empty: the recipient
 * @param html the HTML part; everything except placeholders is escaped
 * @param text the plain text part
 * @param language BCP 47 tag for the Content-Language header
 * @param threadTopic Thread-Topic header, the same for notice and correction
 * @param threadIndex Thread-Index header, see {@link ThreadIndex}
 * @param references Message-IDs with angle brackets, oldest first
 * @param inReplyTo a Message-ID with angle brackets
 * @param more additional headers by name; headers that {@link MessageTemplate} sets are not allowed
 */
public record MessageSpec(
        NamedAddress from,
        Optional<NamedAddress> replyTo,
        Optional<NamedAddress> sharedTo,
        String subject,
        String html,
        String text,
        String language,
        String threadTopic,
        String threadIndex,
        List<String> references,
        Optional<String> inReplyTo,
        Map<String, String> extraHeaders) {
    public MessageSpec {
        ThreadIndex.require(threadIndex);
        references = List.copyOf(references);
        references.forEach(MessageIds::require);
        inReplyTo.ifPresent(MessageIds::require);
    }
}
