/**
 * The seed story in the terminal: an IT author asks all staff to remove an app, the checks refuse the notice without
 * a reason, it is completed, approved and sent, turns out to be wrong, and is taken back while it is being sent.
 *
 * <p>The story runs over the HTTP API against a real server in a separate process. The mailboxes are in this process,
 * so they outlive a kill of the server and do not depend on its records: {@link org.belay.lab.story.PromiseCheck} checks the
 * promises I1, I2, I3 and I5 (docs/promises.md) against the mails that arrived.
 *
 * <p>With {@code --kill} the server is killed with SIGKILL during the notice and during the correction and restarted.
 * A kill that hit no attempt without outcome proves nothing, so it is repeated.
 */
@NullMarked
package org.belay.lab.story;

import org.jspecify.annotations.NullMarked;
