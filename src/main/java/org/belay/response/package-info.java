/**
 * Bounces: reports that a mail could not be delivered.
 *
 * <p>How a report is processed:
 * <ol>
 *   <li>a mail system posts a message from the bounce address to the API, which calls {@link org.belay.response.BounceReports#receive};
 *   <li>{@link org.belay.response.ReportReader} parses it: the status of each recipient, and references to a mail of Belay;
 *   <li>the package {@code delivery} verifies the signature of the references, and finds the recipient among those of the transaction;
 *   <li>a failure marks the delivery as {@code BOUNCED}. The attempts are not changed; the report is stored in addition.
 * </ol>
 *
 * <p>Guarantees: a report without a valid signature changes nothing, a report that is received twice counts once, and a bounced recipient
 * still gets a correction (docs/promises.md, I1). Belay never replies to a mail.
 */
@NullMarked
package org.belay.response;

import org.jspecify.annotations.NullMarked;
