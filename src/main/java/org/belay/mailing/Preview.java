package org.belay.mailing;

import java.util.List;

/** A mail as one person would read it. */
public record Preview(String language, List<String> languages, String subject, String html, String text) {}
