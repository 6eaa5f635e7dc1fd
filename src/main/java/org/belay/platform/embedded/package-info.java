/**
 * A PostgreSQL server that Belay creates, runs and stops itself.
 *
 * <ol>
 *   <li>{@code DataDirectoryLock}: one Belay per data directory.
 *   <li>{@code PostgresBinaries}: the programs of the server, unpacked once from the class path.
 *   <li>{@code PostgresUser}: the user it runs as, because PostgreSQL refuses root, and whether that user can reach its
 *       files.
 *   <li>{@code ClusterCreator}: creates an empty database beside its place and renames it when it is complete.
 *   <li>{@code LeftoverProcesses}: stops processes that a killed Belay left, before anything starts.
 *   <li>{@code PostgresSupervisor}: starts the server, restarts it when it dies, stops it with Belay.
 * </ol>
 *
 * Committed data is on disk, whichever process is killed. The settings that guarantee this are on the command line of
 * every start, where no file can override them.
 */
@NullMarked
package org.belay.platform.embedded;

import org.jspecify.annotations.NullMarked;
