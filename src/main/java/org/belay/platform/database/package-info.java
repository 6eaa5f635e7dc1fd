/**
 * The record of everything: PostgreSQL, and only PostgreSQL, made and owned by Belay unless you bring your own.
 *
 * <ol>
 *   <li>{@code OwnerLock}: one Belay per data directory.
 *   <li>{@code Binaries}: the server's programs, unpacked once from the class path.
 *   <li>{@code RunAs}: the user it runs as, since PostgreSQL refuses root, and whether that user can reach its files.
 *   <li>{@code NewCluster}: an empty database, made beside its place and renamed into it when it is whole.
 *   <li>{@code Survivors}: what a killed Belay left running is stopped before anything starts.
 *   <li>{@code Postmaster}: starts the server, starts it again when it dies, stops it when Belay is done.
 *   <li>{@code DatabaseCheck}: what a server must be, looked at before anything is changed in it; one line where it is not.
 *   <li>{@code ConnectionUse}: what a thread needs connections for, and so from which of two pools and with which time-outs it gets them.
 *   <li>{@code DatabaseBeans}: pools and migrations, over the embedded server or yours.
 * </ol>
 *
 * The promise: what was committed is on the disk, whatever is killed when. That is why the settings that guard it are
 * given on the command line of every start, where no file can undo them.
 */
package org.belay.platform.database;
