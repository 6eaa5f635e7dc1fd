/**
 * The web pages.
 *
 * <p>A controller reads the request, calls a lower room, fills the model and names a page. A page is one FreeMarker file under
 * {@code pages/} inside the frame of {@code layout.ftlh}, with the stylesheet under {@code static/look/} and its texts in
 * {@code messages.properties} ({@link org.belay.web.text}). Every page works with plain HTML and forms. With JavaScript, htmx loads the live
 * part of a page every second and morphs it in place, so that a link under the pointer stays the same link.
 *
 * <p>The content security policy is {@code 'self'} and nothing else: no inline script, no inline style. The mails themselves, which
 * must carry their style inline, are served by {@link org.belay.web.format.FramedMail} with a policy of their own into frames without any
 * permission.
 *
 * <p>It may call every room below it. It has no SQL and makes no decisions: a lower room refuses
 * ({@link org.belay.platform.RequestRefused}), and the page shows the reason.
 */
@NullMarked
package org.belay.web;

import org.jspecify.annotations.NullMarked;
