/** What people are told of links for passwords. The links themselves are {@link org.belay.access.OneTimeLinks}. */
@NullMarked
package org.belay.access.link;

import org.jspecify.annotations.NullMarked;
