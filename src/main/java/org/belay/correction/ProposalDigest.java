package org.belay.correction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.belay.correction.ProposalStore.ValidValues;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.dispatch.FrozenDispatches;
import org.belay.mailing.model.MailingId;
import org.springframework.stereotype.Component;

/** The SHA-256 that the approval of a correction is bound to: its bytes, who reads what, its values, and what it follows. */
@Component
class ProposalDigest {

    private static final String FORMAT = "belay-correction 1";

    private final FrozenDispatches frozen;

    ProposalDigest(FrozenDispatches frozen) {
        this.frozen = frozen;
    }

    String of(
            MailingId mailing,
            CorrectionKind kind,
            ValidValues values,
            String note,
            DispatchId follows,
            DispatchId dispatch) {
        MessageDigest digest = sha256();
        Stream.of(FORMAT, mailing.toString(), kind.name(), note, Long.toString(follows.value()))
                .forEach(part -> add(digest, part));
        new TreeMap<>(values.texts()).forEach((field, text) -> add(digest, field + "=" + text));
        new TreeMap<>(values.translations())
                .forEach((language, texts) -> new TreeMap<>(texts)
                        .forEach((field, text) -> add(digest, language + "." + field + "=" + text)));
        for (FrozenVariant variant : frozen.variants(dispatch)) {
            add(digest, variant.number() + " " + variant.sha256());
        }
        add(digest, frozen.assignmentDigest(dispatch));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length, so that different lists of parts never give the same bytes. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }
}
