/**
 * The commands about templates: list, check, pull, push and diff between the server and a local folder. They use
 * cli.command, cli.http and cli.print.
 */
@NullMarked
package org.belay.cli.command.template;

import org.jspecify.annotations.NullMarked;
