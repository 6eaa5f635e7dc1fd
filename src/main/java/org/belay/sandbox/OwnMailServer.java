package org.belay.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;

/** Exists in a sandbox that keeps the mails itself: not where {@code belay.sandbox.relay-port} names a mail server outside. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Profile("sandbox")
@ConditionalOnProperty(name = "belay.sandbox.relay-port", havingValue = "none", matchIfMissing = true)
@interface OwnMailServer {}
