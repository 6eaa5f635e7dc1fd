/**
 * Errors of the API as problem details (RFC 9457): the exceptions a controller throws, the limits of request bodies,
 * and the advice that turns both into responses. Uses api.view.
 */
@NullMarked
package org.belay.api.problem;

import org.jspecify.annotations.NullMarked;
