package org.belay.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names a delivery carries in its mail. They depend on the delivery alone, so that a resend has the same ones (I3); the
 * dispatch's token is the secret that nobody outside can make them from.
 */
final class MessageNames {

    private final Mac mac;
    private final String dispatch;

    MessageNames(String token) {
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
     * @param repair a correction that goes once more although it was accepted: another mail, so another name
     */
    String messageId(int ordinal, boolean repair, String domain) {
        String what = repair ? ordinal + ".r" : Integer.toString(ordinal);
        return "<" + dispatch + "." + what + "." + hex("message " + what, 6) + "@" + domain + ">";
    }

    /** The Message-ID of a variant that goes to many as one copy. */
    String sharedMessageId(int variant, String domain) {
        return "<" + dispatch + ".v" + variant + "." + hex("message v" + variant, 6) + "@" + domain + ">";
    }

    /** The value of the header Belay-Delivery. */
    String delivery(int ordinal) {
        return token(Integer.toString(ordinal));
    }

    /** The same where one copy goes to many. */
    String shared(int variant) {
        return token("v" + variant);
    }

    /** The first part of every name of the dispatch's mails. */
    String dispatch() {
        return dispatch;
    }

    /** Proves that a {@link TransactionName} is ours. */
    String seal(String transaction) {
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
