/**
 * Teams: who sees which audiences, templates and mailings.
 *
 * <p>{@code TeamScope} tells each connection for whom it works; the policies of the tables show it the rows of that person's teams, so a
 * query that does not ask for the team cannot show others. {@code AllTeams} is for rules that concern the rows of all teams.
 */
@NullMarked
package org.belay.access.team;

import org.jspecify.annotations.NullMarked;
