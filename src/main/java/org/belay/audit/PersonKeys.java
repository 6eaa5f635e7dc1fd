package org.belay.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Names people in the audit log by a keyed hash of their address. Rows of the log can never be changed, so an address in them could not
 * be erased.
 */
@Repository
public class PersonKeys {
    private static final int SHOWN = 20;

    private final JdbcClient sql;

    PersonKeys(JdbcClient sql) {
        this.sql = sql;
    }

    /** The subject of audit rows about a person; the same for all letter cases of the address. */
    public String subject(String address) {
        String hash = sql.sql("SELECT person_hash(:address)")
                .param("address", address)
                .query(String.class)
                .single();
        return "person " + hash.substring(0, SHOWN);
    }

    /** 256 bits that are the same on each node, for one purpose. */
    public byte[] derived(String purpose) {
        byte[] secret =
                sql.sql("SELECT secret FROM person_key").query(byte[].class).single();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
        }
    }
}
