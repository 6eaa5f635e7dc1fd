package org.belay.audience;

/** How many people have a value; the empty value counts those who have none. */
public record Count(String value, long people) {}
