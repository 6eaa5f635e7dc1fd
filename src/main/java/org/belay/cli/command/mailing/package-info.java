/**
 * The commands about mailings and the YAML file of a mailing: read, check without a server, create, approve, watch,
 * disregard. They use cli.command, cli.http and cli.print.
 */
@NullMarked
package org.belay.cli.command.mailing;

import org.jspecify.annotations.NullMarked;
