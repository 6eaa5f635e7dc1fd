package org.belay.audience;

/** Number of people with a value; the empty value counts people without one. */
public record Count(String value, long people) {}
