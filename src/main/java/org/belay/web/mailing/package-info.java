/**
 * The pages of mailings: home, list, one mailing, review, take back, and the frames that show their mails. Uses
 * web.sending and web.format.
 */
@NullMarked
package org.belay.web.mailing;

import org.jspecify.annotations.NullMarked;
