package org.belay.directory.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.audience.person.PrintableValue;

/**
 * The members of a group and of all groups in it, for directories that do not resolve nested groups themselves. Each group is read once,
 * so groups that contain each other end.
 */
final class GroupMembers {
    private static final int MOST_MEMBERS = 2_000_000;
    private static final String[] MEMBERS = {"member", "uniqueMember"};

    private static final Filter ANY_GROUP = Filter.createORFilter(
            Stream.of("group", "groupOfNames", "groupOfUniqueNames", "groupOfEntries", "groupOfMembers")
                    .map(type -> Filter.createEqualityFilter("objectClass", type))
                    .toList());

    private final LdapSession session;
    private final List<String> contexts;
    private final Set<String> members = new HashSet<>();
    /** The groups of each naming context in which a member is. */
    private final Map<String, Set<String>> groups = new HashMap<>();

    private long outside;

    private GroupMembers(LdapSession session) {
        this.session = session;
        this.contexts = namingContexts(session);
    }

    static GroupMembers of(LdapSession session, String group) {
        var all = new GroupMembers(session);
        all.resolve(group);
        return all;
    }

    /** @param dn normalised */
    boolean contains(String dn) {
        return members.contains(dn);
    }

    /** Number of members in no naming context of this directory: they may be groups of another one, and cannot be read. */
    long outside() {
        return outside;
    }

    private void resolve(String group) {
        String start = normalized(group);
        if (contextOf(start).isEmpty()) {
            throw new LdapFailure("No naming context of the directory holds the group " + group + ".");
        }
        var seen = new HashSet<>(Set.of(start));
        var waiting = new ArrayDeque<>(seen);
        for (String next = waiting.poll(); next != null; next = waiting.poll()) {
            for (String member : read(next.equals(start) ? group : next)) {
                if (isGroup(member) && seen.add(member)) waiting.add(member);
            }
        }
        outside = members.stream().filter(member -> contextOf(member).isEmpty()).count();
    }

    private boolean isGroup(String member) {
        return contextOf(member)
                .filter(context ->
                        groups.computeIfAbsent(context, this::groupsBelow).contains(member))
                .isPresent();
    }

    /** The naming contexts (RFC 4512 5.1.1), normalised, the deepest first. */
    private static List<String> namingContexts(LdapSession session) {
        return session.entry("", "namingContexts").stream()
                .map(root -> root.getAttributeValues("namingContexts"))
                .filter(contexts -> contexts != null)
                .flatMap(Stream::of)
                .filter(context -> !context.isEmpty())
                .map(GroupMembers::normalized)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The naming context that holds an entry: a group in it may be anywhere below. */
    private Optional<String> contextOf(String dn) {
        return contexts.stream()
                .filter(context -> dn.equals(context) || dn.endsWith("," + context))
                .findFirst();
    }

    private Set<String> groupsBelow(String context) {
        var found = new HashSet<String>();
        session.search(context, ANY_GROUP, group -> found.add(normalized(group.getDN())), "1.1"); // RFC 4511 4.5.1.8
        return found;
    }

    /** The direct members of a group, which are added to all members. */
    private Set<String> read(String group) {
        SearchResultEntry entry = session.entry(group, MEMBERS)
                .orElseThrow(() -> new LdapFailure("The directory has no group " + PrintableValue.value(group)
                        + ", or the account may not see it."));
        var direct = new HashSet<String>();
        for (String type : MEMBERS) {
            int from = add(entry, type, direct).orElse(0);
            while (from > 0) {
                String rest = type + ";range=" + from + "-*";
                from = session.entry(group, rest)
                        .map(more -> add(more, type, direct))
                        .orElse(OptionalInt.empty())
                        .orElseThrow(() -> new LdapFailure("The members of the group " + PrintableValue.value(group)
                                + " could not be read to their end: the directory did not send the rest of them. Sync"
                                + " it again."));
            }
        }
        members.addAll(direct);
        if (members.size() > MOST_MEMBERS) {
            throw new LdapFailure("The group has more than " + PrintableValue.number(MOST_MEMBERS) + " members.");
        }
        return direct;
    }

    /**
     * Adds the values of an attribute. Active Directory sends at most 1,500 of them, as {@code member;range=0-1499} (MS-ADTS 3.1.1.3.1.3.3).
     *
     * @return where the next range begins, 0 after the last one; empty if the values are no range
     */
    private static OptionalInt add(SearchResultEntry entry, String type, Set<String> into) {
        OptionalInt next = OptionalInt.empty();
        for (Attribute attribute : entry.getAttributes()) {
            if (!attribute.getBaseName().equalsIgnoreCase(type)) continue;
            for (String value : attribute.getValues()) into.add(normalized(value));
            for (String option : attribute.getOptions()) {
                if (!option.toLowerCase(Locale.ROOT).startsWith("range=")) continue;
                int after = after(option);
                if (after == 0 || attribute.size() > 0) next = OptionalInt.of(after);
            }
        }
        return next;
    }

    /** 1500 for {@code range=0-1499}, 0 for {@code range=1500-*}. */
    private static int after(String range) {
        String last = range.substring(range.indexOf('-') + 1);
        try {
            return last.equals("*") ? 0 : Integer.parseInt(last) + 1;
        } catch (NumberFormatException unreadable) {
            throw new LdapFailure(
                    "The directory sent a range of members that cannot be read: " + PrintableValue.value(range) + ".");
        }
    }

    /** As written if it is no DN: it then matches no entry. */
    static String normalized(String dn) {
        try {
            return DN.normalize(dn);
        } catch (LDAPException invalid) {
            return dn;
        }
    }
}
