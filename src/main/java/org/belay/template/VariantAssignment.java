package org.belay.template;

import java.util.Map;

/**
 * The variant that a group of people reads.
 *
 * @param values the group's attribute values, as given to the compiler
 * @param variant its number, from 1
 */
public record VariantAssignment(Map<String, String> values, int variant) {}
