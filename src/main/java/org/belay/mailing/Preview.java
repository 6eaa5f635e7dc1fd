package org.belay.mailing;

import java.util.List;

/** A draft's mail as one person would read it. */
public record Preview(String language, List<String> languages, String subject, String html, String text) {}
