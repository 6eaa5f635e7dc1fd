package org.belay.template;

import java.util.Map;

/** Says which variant a group of people reads: by the group's values, as they came in. */
public record Assignment(Map<String, String> values, int variant) {}
