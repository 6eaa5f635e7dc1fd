package org.belay.delivery;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tells a server from a copy of it, and stays over a restart, an update and a new host name (docs/decisions/014).
 *
 * @param inode of a file in the data directory: a copied directory has other ones
 * @param machine the operating system's machine id; empty in a container, where it is an image's or nobody's
 * @param hardware the addresses of its network cards: a copied virtual machine gets other ones. Empty in a container
 */
record ServerIdentity(String inode, String machine, Set<String> hardware) {

    /** @param folder in the data directory */
    static ServerIdentity read(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        if (!Files.exists(file)) {
            Files.writeString(file, "Do not copy this file: it tells this data directory from a copy of it.\n");
        }
        boolean container = inContainer();
        return new ServerIdentity(inode(file), container ? "" : machineId(), container ? Set.of() : networkCards());
    }

    private static String inode(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ino").toString();
        } catch (UnsupportedOperationException | IllegalArgumentException elsewhere) {
            return "";
        }
    }

    private static boolean inContainer() {
        return Files.exists(Path.of("/.dockerenv"))
                || Files.exists(Path.of("/run/.containerenv"))
                || System.getenv("KUBERNETES_SERVICE_HOST") != null
                || System.getenv("container") != null;
    }

    private static String machineId() {
        for (String file : new String[] {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException next) {
                // not every system has both
            }
        }
        return "";
    }

    /** Only those that are a device: bridges and tunnels come and go. */
    private static Set<String> networkCards() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .filter(one -> Files.exists(Path.of("/sys/class/net", one.getName(), "device")))
                .flatMap(ServerIdentity::address)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> address(NetworkInterface card) {
        try {
            return Optional.ofNullable(card.getHardwareAddress()).stream().map(HexFormat.ofDelimiter(":")::formatHex);
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    /** What shows that the server of an earlier start was another one; empty: nothing does. */
    Optional<String> differsFrom(ServerIdentity earlier) {
        if (differ(inode, earlier.inode)) {
            return Optional.of("its data directory is a copy of another");
        }
        if (differ(machine, earlier.machine)) {
            return Optional.of("it ran on another machine before");
        }
        boolean both = !hardware.isEmpty() && !earlier.hardware.isEmpty();
        return both && Collections.disjoint(hardware, earlier.hardware)
                ? Optional.of("it ran on another machine before (none of the network cards is the same)")
                : Optional.empty();
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    String written() {
        return String.join("|", inode, machine, String.join(",", hardware));
    }

    static ServerIdentity of(String written) {
        String[] parts = written.split("\\|", -1);
        Set<String> cards = parts.length < 3 || parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(","));
        return new ServerIdentity(parts[0], parts.length > 1 ? parts[1] : "", cards);
    }
}
