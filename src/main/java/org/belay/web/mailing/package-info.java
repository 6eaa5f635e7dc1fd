/**
 * The pages of mailings: home, list, one mailing, review, take back, and the frames that show their mails. Uses
 * web.sending and web.format.
 */
package org.belay.web.mailing;
