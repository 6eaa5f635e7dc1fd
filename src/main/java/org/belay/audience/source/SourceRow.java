package org.belay.audience.source;

import java.util.Map;

/**
 * A person as a source has them, unchecked.
 *
 * @param place where it is, for messages: the name of an entry, the number of a row
 * @param values by the name of the attribute: {@code email}, {@code name} or any other
 */
public record SourceRow(String place, Map<String, String> values) {}
