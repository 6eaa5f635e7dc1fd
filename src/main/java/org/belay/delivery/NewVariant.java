package org.belay.delivery;

import org.belay.message.MessageTemplate;

/**
 * One finished text of a dispatch.
 *
 * @param number from 0, unique in its dispatch
 * @param condition in words; empty if the template has no condition
 * @param people number of recipients of the snapshot who get it
 * @param subject subject, HTML and plain text with placeholders, for reviewers
 */
public record NewVariant(
        int number,
        String language,
        String condition,
        long people,
        String subject,
        String html,
        String text,
        MessageTemplate template) {}
