/**
 * What comes back: reports that a mail could not be delivered.
 *
 * <p>A report's way through this room:
 * <ol>
 *   <li>a mail system hands in what arrives at the bounce address, by the API: {@link org.belay.response.Reports#take};
 *   <li>{@link org.belay.response.ReportReader} reads it: of whom does it say what, and which mail of ours may it be about;
 *   <li>the room {@code delivery} says whether we made the seal that it bears, and who of that transaction's people is meant;
 *   <li>one that failed marks the delivery as {@code BOUNCED}; its attempts stay as they are, and the report is kept beside them.
 * </ol>
 *
 * <p>Its promise: who cannot show a seal of ours changes nothing, a report that is read twice counts once, and a bounce takes nobody out
 * of the reach of a correction (I1). Nothing here ever answers a mail.
 */
package org.belay.response;
