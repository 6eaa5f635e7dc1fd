package org.belay.mailing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.audience.Snapshot;
import org.belay.delivery.FrozenVariant;

/**
 * The SHA-256 that an approval is bound to (I7): every variant's bytes of notice and correction, the template's version, the values,
 * the people, who of them reads which variant, the pace and the time.
 */
final class Seal {

    private final MessageDigest digest;

    private Seal() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    /** @param sendAt as it was written when it was approved: a new rule of its zone changes nothing of what was approved */
    static String of(
            Draft draft,
            Optional<String> sendAt,
            String templateSha256,
            Snapshot snapshot,
            List<FrozenVariant> notice,
            List<FrozenVariant> correction,
            List<String> bindings,
            Map<String, String> answers) {
        var seal = new Seal();
        seal.add("template", draft.template(), templateSha256, draft.language());
        seal.add("values", draft.values());
        new TreeMap<>(draft.translations()).forEach(seal::add);
        seal.add("correction", draft.correction());
        new TreeMap<>(draft.correctionTranslations()).forEach(seal::add);
        seal.add("answers", answers);
        seal.add("people", snapshot.sha256(), Long.toString(snapshot.people()));
        seal.add("pace", Integer.toString(draft.pace()));
        seal.add("send", sendAt.orElse("when scheduled"));
        notice.forEach(v -> seal.add("notice", Integer.toString(v.number()), v.sha256()));
        correction.forEach(v -> seal.add("correction", Integer.toString(v.number()), v.sha256()));
        bindings.forEach(binding -> seal.add("who reads what", binding));
        return HexFormat.of().formatHex(seal.digest.digest());
    }

    private void add(String name, Map<String, String> texts) {
        add(name);
        new TreeMap<>(texts).forEach((key, text) -> add(key, text));
    }

    /** Each part is preceded by its length, so that no two lists of parts look alike. */
    private void add(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        digest.update((byte) '\n');
    }
}
