package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.belay.platform.RequestRefused;

/**
 * The operating system user of PostgreSQL. Its programs refuse root. Under root it is the user {@code belay} if it
 * exists, else an unused uid, or the owner of an existing database. It is never {@code nobody}, the user for pipes of mail systems. Without root it is the user of Belay.
 *
 * @param root whether Belay runs as root and must change to another user
 */
record PostgresUser(int uid, int gid, boolean root) {
    private static final int NOBODY = 65534;
    private static final Path NAMES = Path.of("/etc/passwd");

    /** Above regular users and below the ranges of systemd and Debian (60578, 61184, 64000). */
    private static final int OWN = 60025;

    /** The owner of existing data, or the user that is to own new data. */
    static PostgresUser ownerOf(Path data) throws IOException {
        Path self = Path.of("/proc/self");
        int uid = attribute(self, "uid");
        if (uid != 0) {
            return new PostgresUser(uid, attribute(self, "gid"), false);
        }
        if (Files.exists(data)) {
            int owner = attribute(data, "uid");
            if (owner != 0) {
                return new PostgresUser(owner, attribute(data, "gid"), true);
            }
        }
        return own();
    }

    private static int attribute(Path path, String name) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + name);
    }

    /** This user, or that of Belay instead of {@code nobody}, which earlier versions used. */
    PostgresUser insteadOfNobody() throws IOException {
        return root && uid == NOBODY ? own() : this;
    }

    private static PostgresUser own() throws IOException {
        return names().filter(fields -> fields[0].equals("belay") && !fields[2].equals("0"))
                .findFirst()
                .map(fields -> new PostgresUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), true))
                .orElse(new PostgresUser(OWN, OWN, true));
    }

    private static Stream<String[]> names() throws IOException {
        return Files.exists(NAMES)
                ? Files.readAllLines(NAMES, StandardCharsets.ISO_8859_1).stream()
                        .map(line -> line.split(":"))
                        .filter(fields -> fields.length > 3 && (fields[2] + fields[3]).matches("\\d{1,18}"))
                : Stream.empty();
    }

    private boolean hasName() throws IOException {
        return names().anyMatch(fields -> fields[2].equals(Integer.toString(uid)));
    }

    /**
     * The user that runs initdb: this one, or {@code nobody} for two seconds if this one has no name and the system
     * does not let it use one, as in a container. {@link #ownAll} then changes the owner of the files.
     */
    PostgresUser initialiser() throws IOException {
        if (!root || hasName() || PostgresTool.succeeds(tool(List.of("true")))) return this;
        return new PostgresUser(NOBODY, NOBODY, true);
    }

    /** The command as this user with a name, which initdb requires; a bare uid has none. */
    List<String> tool(List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        if (root) {
            all.addAll(plain(List.of()));
            if (!hasName()) all.addAll(borrowedName());
        } else if (System.getProperty("user.name").equals("?") && PostgresTool.exists("unshare")) {
            all.addAll(borrowedName()); // a random uid in a container
        }
        all.addAll(command);
        return all;
    }

    private static List<String> borrowedName() {
        return List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--");
    }

    /** The command as this user. */
    List<String> plain(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root) {
            all.addAll(changeUser());
            all.add("--");
        }
        all.addAll(command);
        return all;
    }

    /**
     * The command as this user in a separate session, so that Ctrl-C in the terminal does not reach it before Belay
     * stops it, and with SIGINT (fast shutdown) when the thread that started it ends. Each of these programs replaces
     * itself by the next, so the process id is that of the server.
     */
    List<String> server(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root) {
            all.add("setsid");
            all.addAll(changeUser());
            all.addAll(List.of("--pdeathsig", "INT", "--"));
        } else if (PostgresTool.exists("setsid") && PostgresTool.exists("setpriv")) {
            all.addAll(List.of("setsid", "setpriv", "--pdeathsig", "INT", "--"));
        }
        all.addAll(command);
        return all;
    }

    private List<String> changeUser() {
        return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs");
    }

    void own(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:gid", gid);
            Files.setAttribute(path, "unix:uid", uid);
        }
    }

    /** Changes the owner of a directory tree; links are not followed. */
    void ownAll(Path directory) throws IOException {
        if (!root) return;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** The first directory of {@code path} that this user cannot pass; {@code path} itself if it is reachable. */
    Path firstUnreachable(Path path) throws IOException {
        if (!root) {
            return path;
        }
        Path real = path.toRealPath();
        Path walked = real.getRoot();
        for (Path step : real) {
            if (!canPass(walked)) {
                return walked;
            }
            walked = walked.resolve(step);
        }
        return path;
    }

    /** Checks that this user can reach the path. PostgreSQL would only report that it cannot open some shared library. */
    void requireAccess(Path path) throws IOException {
        Path barrier = firstUnreachable(path);
        if (!barrier.equals(path)) {
            throw new RequestRefused("The embedded database cannot be used in " + path
                    + ": it runs as the unprivileged user "
                    + uid + ", which may not pass through " + barrier + ". Nothing was started. Set BELAY_DATA_DIR to a"
                    + " directory elsewhere, such as /var/lib/belay, or permit it: chmod o+x " + barrier);
        }
    }

    private boolean canPass(Path directory) throws IOException {
        int mode = attribute(directory, "mode");
        if (attribute(directory, "uid") == uid) {
            return (mode & 0100) != 0;
        }
        return (attribute(directory, "gid") == gid ? mode & 0010 : mode & 0001) != 0;
    }
}
