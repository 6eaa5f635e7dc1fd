/**
 * The front door: who comes in, and what a browser is told to allow.
 *
 * <p>{@link org.belay.web.signin.PageSecurity} says which pages are open, who may press what, and sends the headers that keep
 * strangers' scripts and frames out. People come in by a password ({@code /sign-in}); the first of all, and everybody who has
 * no password yet, by a link that works once ({@code /first/…}, {@code /welcome/…}). All end in
 * {@link org.belay.access.BrowserSession}: a session of its own, asked again with each request whether its person may still be
 * here.
 */
package org.belay.web.signin;
