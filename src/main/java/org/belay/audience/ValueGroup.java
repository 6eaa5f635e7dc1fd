package org.belay.audience;

import java.util.Map;

/** People with the same values of some attributes; a missing value is the empty string. */
public record ValueGroup(Map<String, String> values, long people) {}
