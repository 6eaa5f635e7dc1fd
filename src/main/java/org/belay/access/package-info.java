/**
 * Who may: people, their roles, and the three ways in which they show who they are.
 *
 * <p>A person
 * <ol>
 *   <li>is created by an administrator ({@link org.belay.access.Users}) and sets the password through a link that works once
 *       ({@link org.belay.access.OneTimeLinks});
 *   <li>signs in with it ({@link org.belay.access.SignIns}), slowed down by a throttle that no stranger can turn into a
 *       lock-out, and is from then on a {@link org.belay.access.SignedIn} in a session
 *       ({@link org.belay.access.BrowserSession});
 *   <li>or lets a program act in the person's name with an API token ({@link org.belay.access.Tokens}).
 * </ol>
 *
 * <p>It promises that a secret is shown once and stored as a hash, that an unknown person and a wrong password get the same
 * answer in the same time, and that a person who was disabled is nobody from the next request on. What a role may do to which
 * mailing is not decided here. It may call {@code audit} and {@code platform}.
 */
package org.belay.access;
