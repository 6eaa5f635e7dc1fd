package org.belay.directory.scim;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total number of all resources that match
 */
public record ScimPage(long total, List<ScimResource> resources) {}
