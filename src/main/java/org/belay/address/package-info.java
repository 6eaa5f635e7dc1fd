/**
 * Mail addresses: the one type {@link org.belay.address.EmailAddress} for files, pages, the configuration, headers and SMTP commands, and
 * the reader of addresses as people write them.
 */
@NullMarked
package org.belay.address;

import org.jspecify.annotations.NullMarked;
