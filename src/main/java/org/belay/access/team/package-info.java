/**
 * Teams: who sees which audiences, templates and mailings.
 *
 * <p>{@code TeamScope} tells each connection the teams of the user for which it works; the policies of the tables show it their rows, so a
 * query that does not ask for the team cannot show others. {@code AllTeams} is for rules that concern the rows of all teams.
 */
@NullMarked
package org.belay.access.team;

import org.jspecify.annotations.NullMarked;
