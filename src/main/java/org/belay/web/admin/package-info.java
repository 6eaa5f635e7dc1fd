/**
 * The pages of administrators: who may sign in and do what, and the relay with its test. They follow the rules of the API, which has the same
 * paths.
 */
@NullMarked
package org.belay.web.admin;

import org.jspecify.annotations.NullMarked;
