package org.belay.directory.ldap;

import static org.belay.audience.person.PrintableValue.value;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.belay.access.CheckedUser;
import org.belay.access.PasswordSignIns.DirectoryPasswords;
import org.belay.access.PasswordSignIns.DirectoryPerson;
import org.belay.access.PasswordSignIns.DirectoryRefusal;
import org.belay.access.PasswordSignIns.EntryLimit;
import org.belay.access.oidc.ExternalAccounts;
import org.belay.access.oidc.ExternalIdentity;
import org.belay.access.oidc.OidcFailure;
import org.belay.address.EmailAddress;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.Settings;
import org.belay.platform.SignInSettings.DirectorySignIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sign-in with the password of the directory: finds the one entry with the typed name, and binds as it. The entry's mail address decides the
 * account, its groups decide roles ({@link ExternalAccounts}).
 */
@Component
final class LdapPasswords implements DirectoryPasswords {
    /** A person waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int LONGEST_NAME = 254;
    private static final String[] ATTRIBUTES = {
        "mail", "displayName", "cn", "uid", "memberOf", "entryUUID", "objectGUID"
    };
    private static final Logger log = LoggerFactory.getLogger(LdapPasswords.class);

    private final Optional<DirectorySignIn> settings;
    private final Optional<LdapSettings> server;
    private final ExternalAccounts accounts;

    LdapPasswords(Settings settings, ExternalAccounts accounts) {
        this.settings = settings.signIn().directory();
        this.server = settings.directory().ldap().map(LdapPasswords::impatient);
        this.accounts = accounts;
    }

    private static LdapSettings impatient(LdapSettings it) {
        Duration answer = it.answerTime().compareTo(LONGEST) < 0 ? it.answerTime() : LONGEST;
        return new LdapSettings(
                it.host(),
                it.port(),
                it.security(),
                it.bindDn(),
                it.passwordFile(),
                it.authorities(),
                it.pageSize(),
                LONGEST,
                answer);
    }

    @Override
    public Optional<DirectoryPerson> accountOf(String name, String password, EntryLimit limit) {
        // RFC 4513 5.1.2: a bind with an empty password succeeds without checking anything
        if (settings.isEmpty()
                || server.isEmpty()
                || password.isEmpty()
                || name.isBlank()
                || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            return person(name, password, settings.get(), server.get(), limit)
                    .map(found -> new DirectoryPerson(admit(found.person()), found.dn()));
        } catch (LdapFailure failed) {
            log.warn("Sign-in with the directory is not possible: {}", failed.getMessage());
            throw new DirectoryRefusal("AWAY", failed);
        }
    }

    private CheckedUser admit(ExternalIdentity person) {
        DirectorySignIn rules = settings.orElseThrow();
        try {
            return accounts.admit(
                    person,
                    new ExternalAccounts.AdmissionRules("directory", rules.groupsOfRole(), rules.createAccounts()));
        } catch (OidcFailure refused) {
            log.info("Sign-in with the directory ended ({}): {}", refused.problem(), refused.getMessage());
            throw new DirectoryRefusal(refused.problem().name(), refused);
        }
    }

    private record FoundEntry(String dn, ExternalIdentity person) {}

    private static Optional<FoundEntry> person(
            String name, String password, DirectorySignIn rules, LdapSettings server, EntryLimit limit) {
        try (LdapSession session = LdapConnector.connect(server)) {
            var found = new ArrayList<SearchResultEntry>();
            session.search(rules.base(), filter(rules.filter(), name), found::add, ATTRIBUTES);
            if (found.size() > 1) {
                log.warn(
                        "{} entries of the directory have the name that a person typed; sign-in.ldap.filter must find one.",
                        found.size());
            }
            if (found.size() != 1) {
                return Optional.empty();
            }
            SearchResultEntry entry = found.get(0);
            String dn = normalized(entry);
            limit.take(dn);
            if (!LdapConnector.accepts(server, entry.getDN(), password)) {
                return Optional.empty();
            }
            return Optional.of(new FoundEntry(
                    dn,
                    new ExternalIdentity(
                            "ldap:" + rules.base(),
                            subject(entry),
                            EmailAddress.find(first(entry, "mail")).map(EmailAddress::text),
                            Stream.of("displayName", "cn", "mail")
                                    .map(attribute -> first(entry, attribute))
                                    .filter(text -> !text.isBlank())
                                    .findFirst()
                                    .orElse(name),
                            groups(session, entry, rules),
                            "")));
        }
    }

    private static String normalized(SearchResultEntry entry) {
        try {
            return entry.getParsedDN().toNormalizedString();
        } catch (LDAPException unusual) {
            return entry.getDN();
        }
    }

    /** What a person types is a value of the filter and never a part of it (RFC 4515 3). */
    private static Filter filter(String written, String name) {
        try {
            return Filter.create(written.replace("{name}", Filter.encodeValue(name)));
        } catch (LDAPException wrong) {
            throw new LdapFailure(
                    "sign-in.ldap.filter is no LDAP filter: " + value(String.valueOf(wrong.getMessage())));
        }
    }

    /** An id that no other entry ever gets, as a DN may: a new person of the same name must not inherit an account. */
    private static String subject(SearchResultEntry entry) {
        Attribute guid = entry.getAttribute("objectGUID");
        if (guid != null && guid.getValueByteArray() != null) {
            return HexFormat.of().formatHex(guid.getValueByteArray());
        }
        return Optional.ofNullable(entry.getAttributeValue("entryUUID"))
                .orElseThrow(
                        () -> new LdapFailure(
                                "The directory gives neither entryUUID nor objectGUID to directory.ldap.bind-dn. Allow the account to read it."));
    }

    private static String first(SearchResultEntry entry, String attribute) {
        return Optional.ofNullable(entry.getAttributeValue(attribute)).orElse("");
    }

    /** The DN and the name of each group that names this person as a member. */
    private static Set<String> groups(LdapSession session, SearchResultEntry entry, DirectorySignIn rules) {
        Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        String[] written = entry.getAttributeValues("memberOf");
        if (written != null) {
            for (String dn : written) add(groups, dn, rules.groupsBase());
        }
        List<Filter> members = new ArrayList<>(List.of(
                Filter.createEqualityFilter("member", entry.getDN()),
                Filter.createEqualityFilter("uniqueMember", entry.getDN())));
        if (entry.hasAttribute("uid")) {
            members.add(Filter.createEqualityFilter("memberUid", first(entry, "uid")));
        }
        session.search(
                rules.groupsBase(),
                Filter.createORFilter(members),
                group -> add(groups, group.getDN(), rules.groupsBase()),
                "cn");
        return groups;
    }

    /** A group elsewhere in the directory may have the name of one that gives a role: only those below the base count. */
    private static void add(Set<String> groups, String written, String base) {
        try {
            var dn = new DN(written);
            if (!dn.isDescendantOf(new DN(base), true)) return;
            groups.add(dn.toString());
            groups.add(dn.toMinimallyEncodedString());
            groups.add(dn.getRDN().getAttributeValues()[0]);
        } catch (LDAPException unusual) {
            log.debug("A group has a name that cannot be read.", unusual);
        }
    }
}
