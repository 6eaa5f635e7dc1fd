/**
 * The ground that every room stands on: {@link org.belay.platform.Settings what was configured}, the clock, the database
 * and the schedulers. No word of mail is spoken here.
 *
 * <ol>
 *   <li>{@code Settings.load} reads {@code belay.yaml}, lets the environment override it and names every mistake with
 *       its line, before anything is started.
 *   <li>{@link org.belay.platform.database} makes the PostgreSQL that Belay records everything in, or connects to yours.
 *   <li>{@link org.belay.platform.quartz} runs the two schedulers that wake the rooms above.
 *   <li>{@link org.belay.platform.Refused} and {@link org.belay.platform.NotFound} are how any room says no to a person.
 * </ol>
 *
 * It calls no other room.
 */
package org.belay.platform;
