/**
 * What all rooms share: {@link org.belay.platform.Settings the configuration}, the clock, the database and the
 * schedulers. Nothing here is about mail.
 *
 * <ol>
 *   <li>{@code Settings.load} reads {@code belay.yaml}, applies overrides from the environment and names every
 *       mistake with its line, before anything is started.
 *   <li>{@link org.belay.platform.database} runs the embedded PostgreSQL or connects to an external one.
 *   <li>{@link org.belay.platform.quartz} runs the two schedulers that start jobs of other rooms.
 *   <li>{@link org.belay.platform.RequestRefused} and {@link org.belay.platform.ObjectNotFound} are the exceptions with which any
 *       room refuses a request of a user.
 * </ol>
 *
 * It uses no other room.
 */
@NullMarked
package org.belay.platform;

import org.jspecify.annotations.NullMarked;
