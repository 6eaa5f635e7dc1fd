/**
 * The mark ALL-STAFF of an audience. A mailing to half or more of the people of a marked audience needs two approvals, so a copy of the list
 * under another name, a selection that contains it and addresses with a {@code +detail} need them too.
 */
@NullMarked
package org.belay.audience.mark;

import org.jspecify.annotations.NullMarked;
