/**
 * Deputies: an approver who is away names another approver for some days. A deputy gets no right that they do not have. What the deputy
 * approves is recorded for both, and both count as one person. A deputy has no deputy at that time.
 */
@NullMarked
package org.belay.access.deputy;

import org.jspecify.annotations.NullMarked;
