/**
 * Reads people from an LDAP directory (RFC 4511). {@link LdapDirectory} takes all or nothing: a search that fails, is cut off by a limit
 * or loses its connection is an {@link LdapFailure}.
 *
 * <p>Searches are paged (RFC 2696). Members of a group are found by Active Directory itself, with its rule for nested groups, or else by
 * {@link GroupMembers}. Referrals are not followed: they could lead to any server.
 */
@NullMarked
package org.belay.directory.ldap;

import org.jspecify.annotations.NullMarked;
