/** The rules that an administrator sets for approvals. */
@NullMarked
package org.belay.mailing.policy;

import org.jspecify.annotations.NullMarked;
