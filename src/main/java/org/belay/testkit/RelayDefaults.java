package org.belay.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.belay.testkit.internal.TarpitPolicy;
import org.jspecify.annotations.Nullable;

/** The settings of the relay, used where no fault line matches. */
final class RelayDefaults {
    volatile String banner = "220 faulty.relay ESMTP";
    volatile List<String> extensions = List.of("8BITMIME", "ENHANCEDSTATUSCODES");
    volatile String acceptedReply = "250 2.0.0 taken";
    volatile TarpitPolicy tarpit = TarpitPolicy.NONE;
    volatile boolean replacesMessageId;
    volatile @Nullable SSLContext identity;
    volatile boolean encryptedFromTheStart;
    volatile boolean clientCertificate;
    volatile @Nullable String username;
    volatile @Nullable String password;
    volatile List<String> mechanisms = List.of("PLAIN", "LOGIN");
    volatile long size = Long.MAX_VALUE;
    volatile Clock clock = Clock.systemUTC();
    final LimitUsage limits = new LimitUsage();

    void adopt(RelayBehaviour like) {
        banner = like.banner;
        extensions = like.extensions.stream()
                .filter(word -> !word.startsWith("SIZE "))
                .toList();
        like.extensions.stream()
                .filter(word -> word.startsWith("SIZE "))
                .forEach(word -> size = Long.parseLong(word.substring(5)));
        acceptedReply = like.acceptedReply;
        tarpit = like.tarpit;
        replacesMessageId = like.replacesMessageId;
        like.limits.forEach(limits::add);
    }

    /** The lines of the EHLO reply. */
    String ehlo(boolean encrypted) {
        var words = new ArrayList<>(List.of("faulty.relay"));
        words.addAll(extensions);
        if (size != Long.MAX_VALUE) {
            words.add("SIZE " + size);
        }
        if (identity != null && !encrypted) {
            words.add("STARTTLS");
        } else if (username != null && !mechanisms.isEmpty()) {
            words.add("AUTH " + String.join(" ", mechanisms));
        }
        var reply = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            reply.append(i == words.size() - 1 ? "250 " : "250-")
                    .append(words.get(i))
                    .append("\r\n");
        }
        return reply.substring(0, reply.length() - 2);
    }

    boolean allows(String user, String secret) {
        return user.equals(username) && secret.equals(password);
    }

    boolean offers(String extension) {
        return extension.equals("SIZE")
                ? size != Long.MAX_VALUE
                : extensions.stream()
                        .anyMatch(word ->
                                word.toUpperCase(Locale.ROOT).split(" ")[0].equals(extension));
    }
}
