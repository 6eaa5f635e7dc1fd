/**
 * The commands about templates: list, check, pull, push and diff between the server and a local folder. They use
 * cli.command, cli.http and cli.print.
 */
package org.belay.cli.command.template;
