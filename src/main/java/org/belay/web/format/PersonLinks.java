package org.belay.web.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.belay.audit.PersonKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * URLs about people, in which the address or the searched words are encrypted: access logs, browser histories and referrers get no
 * address. A link is the same each time and on each node, so it can be kept and passed on.
 */
@Component
public class PersonLinks {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final PersonKeys keys;
    private byte @Nullable [] key; // read with the first link: the database is migrated by then

    PersonLinks(PersonKeys keys) {
        this.keys = keys;
    }

    /** The path of the page of a person. */
    public String person(String address) {
        return "/people/of/" + sealed(address);
    }

    /** The path of the people found by words, from one address on. */
    public String found(String after, String words) {
        return "/people/found/" + sealed(after + "\n" + words);
    }

    /** What was encrypted; empty if the text is not from one of these links. */
    public Optional<String> opened(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length < NONCE + TAG_BITS / 8) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(Arrays.copyOfRange(bytes, NONCE, bytes.length));
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private String sealed(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        try {
            // derived from the text, so that a nonce is used twice only for the same text, which gives the same link
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            byte[] nonce = Arrays.copyOf(mac.doFinal(plain), NONCE);
            byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            byte[] both = Arrays.copyOf(nonce, NONCE + body.length);
            System.arraycopy(body, 0, both, NONCE, body.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM or HMAC-SHA-256.", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private synchronized byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = keys.derived("links");
            key = known;
        }
        return known;
    }
}
