/**
 * Taking back: the order to stop a notice and to send its correction to exactly those who may have it.
 *
 * <p>{@link org.belay.correction.Corrections#order} is one press by one person. The notice stops and the correction starts in the same
 * transaction, whatever the number of people; the words were approved with the notice. Who gets it is decided by the
 * ledger, person by person, when the correction's marker commits.
 */
package org.belay.correction;
