package org.belay.delivery;

import org.belay.message.Form;

/**
 * One finished text of a dispatch.
 *
 * @param number from 0, unique in its dispatch
 * @param condition in words, empty where the template asks nothing
 * @param people how many of the snapshot read it
 * @param subject its subject, HTML and plain text with slots, for those who review it
 */
public record NewVariant(
        int number,
        String language,
        String condition,
        long people,
        String subject,
        String html,
        String text,
        Form form) {}
