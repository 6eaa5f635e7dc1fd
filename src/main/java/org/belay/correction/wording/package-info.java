/**
 * Words of corrections that repeat the notice: an AMEND shows what changed, a REINSTATE says that the notice is valid after all. Both are
 * templates made from the notice of the mailing's template, so that they are rendered and checked as any other mail.
 */
@NullMarked
package org.belay.correction.wording;

import org.jspecify.annotations.NullMarked;
