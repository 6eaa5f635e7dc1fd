/**
 * The values of a mailing that other rooms read: the mailing, its draft, state, review and status. Has no behaviour
 * beyond the values and uses no other shelf of this room.
 */
@NullMarked
package org.belay.mailing.model;

import org.jspecify.annotations.NullMarked;
