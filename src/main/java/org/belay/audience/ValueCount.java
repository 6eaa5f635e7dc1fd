package org.belay.audience;

/** Number of people with a value; the empty value counts people without one. */
public record ValueCount(String value, long people) {}
