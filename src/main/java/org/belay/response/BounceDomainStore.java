package org.belay.response;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the bounces per mail domain. Reads the latest reports only, so that its cost does not grow with history. */
@Repository
class BounceDomainStore {
    private static final int LATEST = 20_000;

    private final JdbcClient sql;

    BounceDomainStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** The domains with the most bounces first. */
    List<BounceDomain> most(int limit) {
        return sql.sql("""
                WITH latest AS (
                    SELECT id, finding, status, diagnostic, lower(split_part(recipient, '@', -1)) AS domain
                      FROM report
                     ORDER BY id DESC
                     LIMIT :latest
                ), bounced AS (
                    SELECT domain,
                           count(*) AS n,
                           (array_agg(trim(status || ' ' || diagnostic) ORDER BY id DESC))[1] AS reason
                      FROM latest
                     WHERE finding = 'BOUNCED' AND domain <> ''
                     GROUP BY domain
                     ORDER BY n DESC, domain
                     LIMIT :limit
                )
                SELECT b.domain, b.n, b.reason,
                       (SELECT count(*) FROM suppression s WHERE split_part(s.address, '@', -1) = b.domain) AS suppressed
                  FROM bounced b
                 ORDER BY b.n DESC, b.domain
                """)
                .param("latest", LATEST)
                .param("limit", limit)
                .query((row, n) -> new BounceDomain(
                        row.getString("domain"), row.getLong("n"), row.getString("reason"), row.getLong("suppressed")))
                .list();
    }
}
