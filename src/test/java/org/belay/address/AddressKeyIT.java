package org.belay.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key by which Java compares addresses is the expression that the database indexes. */
class AddressKeyIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    @Test
    void the_key_is_the_indexed_expression_of_the_database(JdbcClient sql) {
        String expression = sql.sql("SELECT pg_get_indexdef('recipient_address'::regclass, 1, true)")
                .query(String.class)
                .single();
        assertThat(expression).isEqualTo("lower(address)");
        List<String> addresses = EmailAddressTest.candidates()
                .sampleStream()
                .filter(text -> EmailAddress.find(text).isPresent())
                .limit(3000)
                .toList();

        List<String> keys = sql.sql("""
                        SELECT lower(address)
                          FROM (SELECT address FROM recipient WHERE false
                                UNION ALL
                                SELECT unnest(:addresses)) one
                        """)
                .param("addresses", addresses.toArray(String[]::new))
                .query(String.class)
                .list();

        assertThat(keys).isEqualTo(addresses.stream().map(EmailAddress::key).toList());
    }
}
