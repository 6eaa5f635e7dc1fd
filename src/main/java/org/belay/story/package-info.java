/**
 * The seed story in the terminal: an IT author tells everybody to remove an app, the checks refuse it for want of a reason,
 * it is mended, approved and sent, turns out to be wrong, and is taken back while it is still going out.
 *
 * <p>It is played over the HTTP API against a real server in a process of its own, as a user would. The mailboxes are kept
 * here, outside that server, so they outlive its death and need not trust its word: {@link org.belay.story.Judge} holds the
 * promises I1, I2, I3 and I5 against the mails that arrived and asks Belay's record only what it claims.
 *
 * <p>With {@code --kill} the server is killed with SIGKILL in the middle of the notice and of the correction and started
 * again. A kill that found nothing between marker and outcome proves nothing, so it is repeated.
 */
package org.belay.story;
