/**
 * PostgreSQL, the only database of Belay: the embedded server, or an external one.
 *
 * <ol>
 *   <li>{@code DatabaseCheck}: checks the requirements for a server before anything is changed in it, with one line
 *       per failure.
 *   <li>{@code ConnectionUse}: the purpose of a connection, which selects one of two pools and its time-outs.
 *   <li>{@code DatabaseBeans}: pools and migrations, over the embedded server or an external one.
 * </ol>
 */
@NullMarked
package org.belay.platform.database;

import org.jspecify.annotations.NullMarked;
