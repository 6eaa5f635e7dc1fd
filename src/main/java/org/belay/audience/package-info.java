/**
 * Audiences: named lists of people, and immutable snapshots of them.
 *
 * <p>A caller can
 * <ol>
 *   <li>import a list of people ({@link AudienceImports#importFile}); every row that cannot be used is reported with line or cell, column and
 *       reason, and nothing is imported unless all rows are valid or the caller asks to leave bad rows out;
 *   <li>look at it: {@link Audiences#sample}, {@link Audiences#valueGroups}, {@link Audiences#valueCounts};
 *   <li>{@link Audiences#freeze} it: a {@link AudienceSnapshot} of immutable rows, with a hash that is part of the approval.
 * </ol>
 *
 * <p>Words: an <em>audience</em> can be imported again under its name, a <em>snapshot</em> never changes. A person is an
 * address, a name and attributes. Attributes have the names {@code givenName}, {@code familyName}, {@code language},
 * {@code country} and {@code department} where their columns were recognised; any other column keeps its header as its name.
 *
 * <p>The suppression list ({@link SuppressionList}) applies to all audiences: people on it get no notices any more.
 *
 * <p>Promise: one row per normalised address; the domain in lower case and in its {@code xn--} form, dots and {@code +tags}
 * as they are, since two people of a company may differ in nothing else. An empty audience is refused.
 * {@link PeopleReplacement} replaces people from a source other than a file, which the room {@code directory} reads.
 * It knows neither mail nor mailings, and may call {@code platform}, {@code audit} and {@code access}. {@link PeopleFileReader}
 * needs no database.
 */
@NullMarked
package org.belay.audience;

import org.belay.audience.file.PeopleFileReader;
import org.belay.audience.suppression.SuppressionList;
import org.jspecify.annotations.NullMarked;
