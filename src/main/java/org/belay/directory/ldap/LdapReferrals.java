package org.belay.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.audience.person.PrintableValue;

/** Entries that another server has (RFC 4511 4.5.3). They are not read, so a result with them is not complete. */
final class LdapReferrals {
    /** Active Directory refers to these from the top of a domain; no people are in them. */
    private static final Set<RDN> WITHOUT_PEOPLE =
            Set.of(new RDN("DC", "DomainDnsZones"), new RDN("DC", "ForestDnsZones"), new RDN("CN", "Configuration"));

    private LdapReferrals() {}

    /** @throws LdapFailure if another server has some of the entries */
    static void requireNone(SearchResult page) {
        List<String[]> elsewhere = page.getSearchReferences().stream()
                .map(SearchResultReference::getReferralURLs)
                .filter(urls -> !Stream.of(urls).allMatch(LdapReferrals::isWithoutPeople))
                .toList();
        if (elsewhere.isEmpty()) return;
        String first = elsewhere.stream()
                .flatMap(Stream::of)
                .findFirst()
                .map(PrintableValue::value)
                .orElse("another server");
        throw new LdapFailure("The directory refers to other servers for some entries (" + elsewhere.size()
                + ", first " + first
                + "), which Belay does not ask. Choose a base below which it has all people, or ask a"
                + " global catalog.");
    }

    private static boolean isWithoutPeople(String url) {
        try {
            RDN top = new LDAPURL(url).getBaseDN().getRDN();
            return top != null && WITHOUT_PEOPLE.contains(top);
        } catch (LDAPException unreadable) {
            return false;
        }
    }
}
