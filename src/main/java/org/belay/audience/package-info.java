/**
 * People: named audiences, and what they were at one moment.
 *
 * <p>One would
 * <ol>
 *   <li>import a list of people ({@link Audiences#importCsv}); every row that cannot be used is named with line, column and
 *       reason, and nothing is imported unless all is well or the person says to leave those out;
 *   <li>look at it: {@link Audiences#sample}, {@link Audiences#groups}, {@link Audiences#countsBy};
 *   <li>{@link Audiences#freeze} it: a {@link Snapshot} of rows that never change, with a hash that approval binds.
 * </ol>
 *
 * <p>Words: an <em>audience</em> can be imported again under its name, a <em>snapshot</em> cannot change. A person is an
 * address, a name and attributes. Attributes have the names {@code givenName}, {@code familyName}, {@code language},
 * {@code country} and {@code department} where their columns were recognised; any other column keeps its header as its name.
 *
 * <p>Beside all audiences stands the list of {@link Leavers}: who is on it gets no notices any more, whatever is imported.
 *
 * <p>Promise: one row per normalised address; the domain in lower case and in its {@code xn--} form, dots and {@code +tags}
 * as they are, since two people of a company may differ in nothing else. Nobody by default: an audience of nobody is refused.
 * It knows neither mail nor mailings, and may call {@code platform}, {@code audit} and {@code access}. {@link CsvReading}
 * needs no database.
 */
package org.belay.audience;
