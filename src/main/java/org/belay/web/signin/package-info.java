/**
 * Sign-in and the security rules of the pages.
 *
 * <p>{@link org.belay.web.signin.PageSecurity} defines which pages are open, which roles may send which form, and the security headers.
 * Users sign in with a password ({@code /sign-in}); the first administrator and users without a password use a link that works once
 * ({@code /first/…}, {@code /welcome/…}). Each of them starts a {@link org.belay.access.BrowserSession}, whose user is renewed from the
 * database with each request.
 */
@NullMarked
package org.belay.web.signin;

import org.jspecify.annotations.NullMarked;
