/**
 * Takes a notice back: stops it, and sends its correction to exactly the people who may have received it.
 *
 * <p>{@link org.belay.correction.Corrections#order} is one action by one person. The notice stops and the correction starts in the same
 * transaction, for any number of people; the text was approved together with the notice. The ledger decides for each person whether the
 * correction is sent, when it commits the attempt.
 */
@NullMarked
package org.belay.correction;

import org.jspecify.annotations.NullMarked;
