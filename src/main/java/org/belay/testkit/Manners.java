package org.belay.testkit;

import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** How the relay behaves where nothing is scripted. */
final class Manners {
    volatile List<String> extensions = List.of("8BITMIME", "ENHANCEDSTATUSCODES");
    volatile SSLContext identity;
    volatile boolean encryptedFromTheStart;
    volatile String username;
    volatile String password;
    volatile List<String> mechanisms = List.of("PLAIN", "LOGIN");
    volatile int connections = Integer.MAX_VALUE;
    volatile int transactionsPerConnection = Integer.MAX_VALUE;
    volatile int recipientsPerTransaction = Integer.MAX_VALUE;
    volatile long size = Long.MAX_VALUE;

    /** The lines of the answer to EHLO. */
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
        return extensions.contains(extension);
    }
}
