package org.belay.directory.model;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What to ask a source for. */
public sealed interface SourceDefinition {
    String kind();

    /** For people, in the place of a file name. */
    String words();

    /**
     * Entries of the LDAP directory.
     *
     * @param base DN below which people are searched
     * @param filter which of them (RFC 4515)
     * @param group DN of a group; only its members are taken, also those of groups in it
     * @param attributes attribute of the directory by the name that it has in Belay: {@code email=mail}
     */
    record LdapSource(String base, String filter, Optional<String> group, Map<String, String> attributes)
            implements SourceDefinition {
        public static final String KIND = "LDAP";

        public LdapSource {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return "LDAP " + filter + " below " + base
                    + group.map(dn -> " in " + dn).orElse("");
        }
    }

    /**
     * Rows of a database of the operator.
     *
     * @param database its name in {@code belay.yaml}
     * @param query one statement; the names of its columns are those of the attributes
     */
    record SqlSource(String database, String query) implements SourceDefinition {
        public static final String KIND = "SQL";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return "SQL query of the database " + database;
        }
    }

    /**
     * Active users that an identity provider pushed through SCIM.
     *
     * @param group its id; empty: all active users
     * @param groupName its name when the source was set
     */
    record ScimSource(Optional<UUID> group, String groupName) implements SourceDefinition {
        public static final String KIND = "SCIM";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String words() {
            return group.isEmpty() ? "SCIM, all active users" : "SCIM group " + groupName;
        }
    }

    /**
     * People of other audiences and recipients of mailings, selected in words.
     *
     * @param words such as {@code in "All staff" and country is DE}
     */
    record SelectionSource(String words) implements SourceDefinition {
        public static final String KIND = "SELECTION";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
