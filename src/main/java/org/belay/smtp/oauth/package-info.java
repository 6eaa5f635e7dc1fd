/**
 * Bearer tokens for AUTH XOAUTH2, from an OAuth 2.0 token endpoint by client credentials (RFC 6749 4.4). Uses
 * smtp.wire only.
 */
@NullMarked
package org.belay.smtp.oauth;

import org.jspecify.annotations.NullMarked;
