package org.belay.audience;

import java.util.Map;

/** The people who have the same values of the attributes asked for; a value that a person lacks is empty. */
public record Group(Map<String, String> values, long people) {}
