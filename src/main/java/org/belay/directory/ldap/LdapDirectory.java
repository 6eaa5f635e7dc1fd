package org.belay.directory.ldap;

import static org.belay.audience.person.PrintableValue.number;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;

/** Reads people from the LDAP directory in {@code belay.yaml}. */
@Component
public class LdapDirectory {
    /** Attribute of the directory by the name that it has in Belay, unless a source names another. */
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "email", "mail",
            "name", "displayName",
            "givenName", "givenName",
            "familyName", "sn",
            "language", "preferredLanguage",
            "country", "c",
            "department", "department");

    /** MS-ADTS 3.1.1.3.4.4.3: LDAP_MATCHING_RULE_TRANSITIVE_EVAL. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    /** MS-ADTS 3.1.1.3.4.3.2: the server is Active Directory, of the version that added the rule. */
    private static final String ACTIVE_DIRECTORY_V52 = "1.2.840.113556.1.4.1670";

    private static final long ACCOUNT_DISABLED = 2; // MS-ADTS 2.2.16

    private final Settings settings;

    LdapDirectory(Settings settings) {
        this.settings = settings;
    }

    /** @throws RequestRefused if the definition cannot work, whatever the directory holds */
    public void check(LdapSource source) {
        server();
        dn("base", source.base());
        source.group().ifPresent(group -> dn("group", group));
        filter(source);
    }

    /**
     * Passes a row for each person.
     *
     * @return how many disabled accounts were left out and members of a group were not read, in words; empty if there were none
     * @throws LdapFailure if the directory cannot be read completely
     */
    public String read(LdapSource source, Consumer<SourceRow> rows) {
        var reading = new LdapReading(attributes(source), rows);
        Filter filter = filter(source);
        try (LdapSession session = LdapConnector.connect(server())) {
            if (source.group().isEmpty()) {
                session.search(source.base(), filter, reading::take, reading.requested());
            } else if (resolvesNestedGroups(session)) {
                Filter member = Filter.createExtensibleMatchFilter(
                        "memberOf", IN_CHAIN, false, source.group().get());
                session.search(
                        source.base(), Filter.createANDFilter(filter, member), reading::take, reading.requested());
            } else {
                GroupMembers members = GroupMembers.of(session, source.group().get());
                session.search(
                        source.base(),
                        filter,
                        entry -> {
                            if (members.contains(GroupMembers.normalized(entry.getDN()))) reading.take(entry);
                        },
                        reading.requested());
                reading.outside = members.outside();
            }
        }
        return reading.notRead();
    }

    private static boolean resolvesNestedGroups(LdapSession session) {
        return session.entry("", "supportedCapabilities")
                .filter(root -> root.hasAttributeValue("supportedCapabilities", ACTIVE_DIRECTORY_V52))
                .isPresent();
    }

    private LdapSettings server() {
        return settings.directory()
                .ldap()
                .orElseThrow(() -> new RequestRefused(
                        "No directory is configured. Set directory.ldap.host in belay.yaml and restart Belay."));
    }

    private static void dn(String what, String dn) {
        if (dn.isBlank() || !DN.isValidDN(dn)) {
            throw new RequestRefused("The " + what + " \"" + dn
                    + "\" is no DN. Write one such as ou=people,dc=example,dc=org. Nothing was changed.");
        }
    }

    private static Filter filter(LdapSource source) {
        if (source.filter().isBlank()) {
            throw new RequestRefused(
                    "The source has no filter. Write one such as" + " (objectClass=person). Nothing was changed.");
        }
        try {
            return Filter.create(source.filter());
        } catch (LDAPException invalid) {
            throw new RequestRefused("The filter \"" + source.filter() + "\" cannot be read: " + invalid.getMessage()
                    + " Nothing was changed.");
        }
    }

    private static Map<String, String> attributes(LdapSource source) {
        var attributes = new HashMap<>(ATTRIBUTES);
        attributes.putAll(source.attributes());
        return attributes;
    }

    /** One read of all people. */
    private static final class LdapReading {
        private final Map<String, String> attributes;
        private final Consumer<SourceRow> rows;
        private long disabled;
        private long outside;

        LdapReading(Map<String, String> attributes, Consumer<SourceRow> rows) {
            this.attributes = attributes;
            this.rows = rows;
        }

        String[] requested() {
            return Stream.concat(attributes.values().stream(), Stream.of("userAccountControl", "nsAccountLock"))
                    .distinct()
                    .toArray(String[]::new);
        }

        void take(SearchResultEntry entry) {
            if (isDisabled(entry)) {
                disabled++;
                return;
            }
            var values = new LinkedHashMap<String, String>();
            attributes.forEach((name, attribute) -> {
                String[] found = entry.getAttributeValues(attribute);
                if (found != null && found.length > 0) values.put(name, first(found));
            });
            rows.accept(new SourceRow(entry.getDN(), values));
        }

        String notRead() {
            String words = disabled == 0 ? "" : number(disabled) + " disabled accounts were left out.";
            return outside == 0
                    ? words
                    : (words + " " + number(outside)
                                    + (outside == 1 ? " member" : " members")
                                    + " of the group in no naming context of this directory: not read.")
                            .strip();
        }

        /** The values of an attribute have no order (RFC 4511 4.1.7), so the same one must be chosen each time. */
        private static String first(String[] values) {
            return values.length == 1
                    ? values[0]
                    : Arrays.stream(values).sorted().findFirst().orElseThrow();
        }

        /** In Active Directory, and in 389 Directory Server and FreeIPA. */
        private static boolean isDisabled(SearchResultEntry entry) {
            Long control = entry.getAttributeValueAsLong("userAccountControl");
            return control != null && (control & ACCOUNT_DISABLED) != 0
                    || "true".equalsIgnoreCase(entry.getAttributeValue("nsAccountLock"));
        }
    }
}
