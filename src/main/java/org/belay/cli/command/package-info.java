/**
 * The commands that ask a running server through cli.http and print its answer through cli.print: audiences, audit,
 * bounces, people, record, relay, tokens, users; and what all commands share (server options, command groups,
 * password prompt).
 */
@NullMarked
package org.belay.cli.command;

import org.jspecify.annotations.NullMarked;
