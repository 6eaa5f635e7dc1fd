package org.belay.mailing.model;

import java.util.List;

/** A draft's mail as one person would read it. */
public record MailPreview(String language, List<String> languages, String subject, String html, String text) {}
