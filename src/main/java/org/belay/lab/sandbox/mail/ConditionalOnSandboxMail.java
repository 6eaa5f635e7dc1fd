package org.belay.lab.sandbox.mail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;

/** Active in a sandbox with its own mail server: not if {@code belay.sandbox.relay-port} names an external one. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Profile("sandbox")
@ConditionalOnProperty(name = "belay.sandbox.relay-port", havingValue = "none", matchIfMissing = true)
public @interface ConditionalOnSandboxMail {}
