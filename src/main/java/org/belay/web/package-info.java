/**
 * The pages: what a person at a browser sees and presses.
 *
 * <p>A controller is thin. It reads the request, asks one door of a lower room, puts values into the model and names a page; a
 * page is one FreeMarker file under {@code pages/} in the frame of {@code layout.ftlh}, drawn with the one stylesheet under
 * {@code static/look/}. Every page works as plain HTML and plain forms. With script, htmx asks for the same fragment again each
 * second and morphs it in place, so that a link under the pointer stays the link it was.
 *
 * <p>The content security policy is {@code 'self'} and nothing else: no inline script, no inline style. The mails themselves, which
 * must carry their style inline, are served by {@link org.belay.web.MailPicture} with a policy of their own into frames without any
 * right.
 *
 * <p>It may call every room below it. It holds no SQL and decides nothing: what is refused was refused by the room
 * ({@link org.belay.platform.Refused}), and the page says it in the room's words.
 */
package org.belay.web;
