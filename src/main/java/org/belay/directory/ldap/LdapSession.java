package org.belay.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.Optional;
import java.util.function.Consumer;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.jspecify.annotations.Nullable;

/** A signed-in connection to the directory. It is closed when its time limit has passed, whatever the server does. */
final class LdapSession implements AutoCloseable {
    private final LDAPConnection connection;
    private final LdapSettings server;
    private final ReadingTimeLimit timeLimit;

    LdapSession(LDAPConnection connection, LdapSettings server) {
        this.connection = connection;
        this.server = server;
        this.timeLimit = new ReadingTimeLimit(connection, server.timeLimit());
    }

    /** Passes all entries below {@code base} that match, one page at a time. */
    void search(String base, Filter filter, Consumer<SearchResultEntry> entries, String... attributes) {
        ASN1OctetString next = null;
        do {
            try {
                SearchResult page = connection.search(request(base, filter, next, attributes));
                LdapReferrals.requireNone(page);
                page.getSearchEntries().forEach(entries);
                next = cookie(page, next);
            } catch (LDAPException failed) {
                throw failure(failed);
            }
        } while (next != null);
    }

    /** The entry with this DN, with these attributes. */
    Optional<SearchResultEntry> entry(String dn, String... attributes) {
        try {
            return Optional.ofNullable(connection.getEntry(dn, attributes));
        } catch (LDAPException failed) {
            throw failure(failed);
        }
    }

    @Override
    public void close() {
        timeLimit.close();
        connection.close();
    }

    /** The control is critical: a server that ignored it would cut off the result, or send it all at once. */
    private SearchRequest request(String base, Filter filter, @Nullable ASN1OctetString cookie, String... attributes) {
        var request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
        request.addControl(new SimplePagedResultsControl(server.pageSize(), cookie, true));
        request.setFollowReferrals(false);
        return request;
    }

    /** The place of the next page; null after the last one. */
    private static @Nullable ASN1OctetString cookie(SearchResult page, @Nullable ASN1OctetString before)
            throws LDAPException {
        SimplePagedResultsControl answer = SimplePagedResultsControl.get(page);
        if (answer == null) {
            throw new LDAPException(
                    ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "the answer has no paged results control");
        }
        if (!answer.moreResultsToReturn()) return null;
        ASN1OctetString next = answer.getCookie();
        if (page.getEntryCount() == 0 && next.equals(before)) {
            throw new LDAPException(ResultCode.PROTOCOL_ERROR, "the same page was sent twice");
        }
        return next;
    }

    private LdapFailure failure(LDAPException failed) {
        return timeLimit.hasPassed()
                ? new LdapFailure(server.host() + ":" + server.port() + ": reading took longer than "
                        + server.timeLimit().toSeconds()
                        + " s and was stopped. Narrow the source, or raise directory.ldap.time-limit.")
                : new LdapFailure(server, failed);
    }
}
