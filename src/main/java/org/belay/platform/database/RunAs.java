package org.belay.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.platform.Refused;

/**
 * The user that PostgreSQL runs as. Its programs refuse root, so under root it is {@code nobody}, or whoever owns an
 * existing database; otherwise it is Belay's own user.
 *
 * @param root whether Belay itself runs as root and must step down for the database
 */
record RunAs(int uid, int gid, boolean root) {
    private static final int NOBODY = 65534;

    static RunAs ownerOf(Path data) throws IOException {
        Map<String, Object> self = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid");
        int uid = (int) self.get("uid");
        if (uid != 0) {
            return new RunAs(uid, (int) self.get("gid"), false);
        }
        if (Files.exists(data)) {
            Map<String, Object> owner = Files.readAttributes(data, "unix:uid,gid");
            if ((int) owner.get("uid") != 0) {
                return new RunAs((int) owner.get("uid"), (int) owner.get("gid"), true);
            }
        }
        return new RunAs(NOBODY, NOBODY, true);
    }

    /** The command as this user. */
    List<String> tool(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root) {
            all.addAll(stepDown());
            all.add("--");
        } else if (System.getProperty("user.name").equals("?") && Command.exists("unshare")) {
            // initdb asks for the name of its user, which a container's random uid has not; nobody has one
            all.addAll(List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--"));
        }
        all.addAll(command);
        return all;
    }

    /**
     * The command as this user, in a session of its own, so that the terminal's Ctrl-C does not reach it before Belay is
     * done with it, and told to stop (SIGINT: fast shutdown) when the thread that started it is gone. All of these
     * replace themselves by the next, so the process id is the server's.
     */
    List<String> server(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root) {
            all.add("setsid");
            all.addAll(stepDown());
            all.addAll(List.of("--pdeathsig", "INT", "--"));
        } else if (Command.exists("setsid") && Command.exists("setpriv")) {
            all.addAll(List.of("setsid", "setpriv", "--pdeathsig", "INT", "--"));
        }
        all.addAll(command);
        return all;
    }

    private List<String> stepDown() {
        return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs");
    }

    void own(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:gid", gid);
            Files.setAttribute(path, "unix:uid", uid);
        }
    }

    /** The first directory on the way to {@code path} that this user cannot pass, or {@code path} when it can reach it. */
    Path barrier(Path path) throws IOException {
        if (!root) {
            return path;
        }
        Path real = path.toRealPath();
        Path walked = real.getRoot();
        for (Path step : real) {
            if (!mayPass(walked)) {
                return walked;
            }
            walked = walked.resolve(step);
        }
        return path;
    }

    /** Checked beforehand, because PostgreSQL only says that it cannot open some shared library. */
    void mustReach(Path path) throws IOException {
        Path barrier = barrier(path);
        if (!barrier.equals(path)) {
            throw new Refused("The embedded database cannot be used in " + path + ": it runs as the unprivileged user "
                    + uid + ", who may not pass through " + barrier + ". Nothing was started. Set BELAY_DATA_DIR to a"
                    + " directory outside, such as /var/lib/belay, or allow it: chmod o+x " + barrier);
        }
    }

    private boolean mayPass(Path directory) throws IOException {
        Map<String, Object> it = Files.readAttributes(directory, "unix:mode,uid,gid");
        int mode = (int) it.get("mode");
        if ((int) it.get("uid") == uid) {
            return (mode & 0100) != 0;
        }
        return ((int) it.get("gid") == gid ? mode & 0010 : mode & 0001) != 0;
    }
}
