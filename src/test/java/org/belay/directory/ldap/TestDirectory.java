package org.belay.directory.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.belay.testkit.TestAuthority;

/**
 * An LDAP directory on a socket, {@code dc=corp,dc=example}, with people, groups, StartTLS and the habits of Active Directory that are
 * asked for.
 */
public final class TestDirectory implements AutoCloseable {
    public static final String BASE = "dc=corp,dc=example";
    /** A second naming context. */
    public static final String OTHER = "dc=other,dc=example";

    public static final String READER = "cn=reader," + BASE;
    private static final String PASSWORD = "not easily guessed";

    private final TestAuthority authority = new TestAuthority();
    private final AtomicInteger searches = new AtomicInteger();
    private final InMemoryDirectoryServer server;
    private volatile SearchHabit habit = SearchHabit.NONE;

    /** What the directory does with a search before it answers. */
    public interface SearchHabit {
        SearchHabit NONE = (number, search) -> {};

        /** @param number of the search, from 1 */
        void before(int number, InMemoryInterceptedSearchRequest search) throws LDAPException;
    }

    /** @param rootAttributes of the root entry, which tells what the directory can do */
    public TestDirectory(Attribute... rootAttributes) {
        this("localhost", false, rootAttributes);
    }

    /** @param certificate the host that the certificate is for
     * @param tls whether connections begin with TLS
     */
    TestDirectory(String certificate, boolean tls, Attribute... rootAttributes) {
        try {
            var config = new InMemoryDirectoryServerConfig(BASE, OTHER);
            config.setSchema(null);
            config.addAdditionalBindCredentials(READER, PASSWORD);
            config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
            config.setCustomRootDSEAttributes(List.of(rootAttributes));
            config.addInMemoryOperationInterceptor(new Habits());
            InetAddress here = InetAddress.getLoopbackAddress();
            SSLContext context = authority.server(certificate);
            config.setListenerConfigs(
                    tls
                            ? InMemoryListenerConfig.createLDAPSConfig(
                                    "ldaps", here, 0, context.getServerSocketFactory(), null)
                            : InMemoryListenerConfig.createLDAPConfig("ldap", here, 0, context.getSocketFactory()));
            server = new InMemoryDirectoryServer(config);
            server.add("dn: " + BASE, "objectClass: domain", "dc: corp");
            server.add("dn: " + OTHER, "objectClass: domain", "dc: other");
            server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
            server.add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
            server.startListening();
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String person(int n) {
        return "uid=p" + n + ",ou=people," + BASE;
    }

    public static String group(String name) {
        return "cn=" + name + ",ou=groups," + BASE;
    }

    /** Adds the people from {@code first} to {@code last}. */
    public TestDirectory people(int first, int last) {
        for (int i = first; i <= last; i++) {
            add(
                    person(i),
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", "p" + i),
                    new Attribute("mail", "p" + i + "@corp.example"),
                    new Attribute("displayName", "Person " + i),
                    new Attribute("department", "D" + i % 3),
                    new Attribute("c", i % 2 == 0 ? "DE" : "FR"));
        }
        return this;
    }

    public TestDirectory group(String name, String... members) {
        return add(
                group(name),
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", name),
                new Attribute("member", members));
    }

    public TestDirectory add(String dn, Attribute... attributes) {
        try {
            server.add(new Entry(dn, attributes));
            return this;
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public void delete(String dn) {
        try {
            server.delete(dn);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public void habit(SearchHabit next) {
        habit = next;
        searches.set(0);
    }

    /** Closes all connections and the port. */
    public void fall() {
        server.shutDown(true);
    }

    public int searches() {
        return searches.get();
    }

    /** The settings that sign in with StartTLS, by the names of their environment variables. */
    public Map<String, String> settings(Path folder) {
        try {
            Path password = Files.writeString(folder.resolve("ldap-password"), PASSWORD + "\n");
            Path authorities = Files.writeString(folder.resolve("ldap-ca.pem"), authority.pem());
            var settings = new TreeMap<String, String>();
            settings.put("BELAY_DIRECTORY_LDAP_HOST", "localhost");
            settings.put("BELAY_DIRECTORY_LDAP_PORT", "" + server.getListenPort());
            settings.put("BELAY_DIRECTORY_LDAP_BIND_DN", READER);
            settings.put("BELAY_DIRECTORY_LDAP_PASSWORD_FILE", password.toString());
            settings.put("BELAY_DIRECTORY_LDAP_TLS_AUTHORITIES_FILE", authorities.toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /** Sends at most 1,500 values of an attribute, as Active Directory does. */
    private final class Habits extends InMemoryOperationInterceptor {
        private static final int MOST_VALUES = 1_500;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest search) throws LDAPException {
            habit.before(searches.incrementAndGet(), search);
            SearchRequest request = search.getRequest().duplicate();
            for (String attribute : request.getAttributeList()) {
                String lower = attribute.toLowerCase(Locale.ROOT);
                if (lower.startsWith("member;range=")) {
                    search.setProperty("from", Integer.parseInt(lower.substring(13, lower.indexOf('-'))));
                    request.setAttributes("member");
                    search.setRequest(request);
                }
            }
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
            Entry entry = found.getSearchEntry().duplicate();
            String[] all = entry.getAttributeValues("member");
            Integer asked = (Integer) found.getProperty("from");
            int from = asked == null ? 0 : asked;
            if (all == null || all.length <= MOST_VALUES) return;
            int to = Math.min(from + MOST_VALUES, all.length);
            String range = "member;range=" + from + "-" + (to == all.length ? "*" : Integer.toString(to - 1));
            entry.removeAttribute("member");
            entry.addAttribute(new Attribute(range, Arrays.copyOfRange(all, from, to)));
            found.setSearchEntry(new SearchResultEntry(entry));
        }
    }
}
