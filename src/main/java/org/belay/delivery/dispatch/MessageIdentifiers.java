package org.belay.delivery.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Identifiers in the mail of a delivery. They depend on the delivery alone, so that a resend has the same ones
 * (docs/promises.md, I3). The secret token of the dispatch signs them, so that others cannot forge them.
 */
public final class MessageIdentifiers {

    private final Mac mac;
    private final String dispatch;

    public MessageIdentifiers(String token) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
        dispatch = hex("dispatch", 8);
    }

    /**
     * Message-ID with its angle brackets (RFC 5322 3.6.4).
     *
     * @param repair whether it is a correction that is sent once more although it was accepted: a different mail, so
     *     another identifier
     */
    public String messageId(int ordinal, boolean repair, String domain) {
        String what = repair ? ordinal + ".r" : Integer.toString(ordinal);
        return "<" + dispatch + "." + what + "." + hex("message " + what, 6) + "@" + domain + ">";
    }

    /** Message-ID of a copy that is shared by many recipients. */
    public String sharedMessageId(int variant, String domain) {
        return "<" + dispatch + ".v" + variant + "." + hex("message v" + variant, 6) + "@" + domain + ">";
    }

    /** Value of the header Belay-Delivery. */
    public String delivery(int ordinal) {
        return token(Integer.toString(ordinal));
    }

    /** The same for a shared copy. */
    public String sharedDelivery(int variant) {
        return token("v" + variant);
    }

    /** First part of all identifiers of the dispatch. */
    public String dispatch() {
        return dispatch;
    }

    /** Signature of a {@link SignedEnvelopeId}. */
    String signature(String transaction) {
        return hex("transaction " + transaction, 8);
    }

    private String token(String what) {
        return dispatch + "." + what + "." + hex("delivery " + what, 16);
    }

    private String hex(String text, int bytes) {
        byte[] all = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(all, 0, bytes);
    }
}
