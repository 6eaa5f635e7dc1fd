/**
 * The directory that an identity provider pushes through SCIM 2.0 (RFC 7643, RFC 7644).
 *
 * <p>{@code ScimUsers} and {@code ScimGroups} keep what is pushed, {@code ScimDirectory} reads people for audiences, and
 * {@code ScimFollower} replaces the people of audiences after a push. Changes are applied as providers send them, which is less strict than
 * the standard: {@code ScimChange}.
 */
@NullMarked
package org.belay.directory.scim;

import org.jspecify.annotations.NullMarked;
