/** Routes with which administrators manage users, teams, rules and the relay, and read the audit log. */
@NullMarked
package org.belay.api.admin;

import org.jspecify.annotations.NullMarked;
