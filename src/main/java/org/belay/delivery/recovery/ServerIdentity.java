package org.belay.delivery.recovery;

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
 * What distinguishes a server from a copy of it, and stays over a restart, an update and a new host name
 * (docs/decisions/014).
 *
 * @param inode of a file in the data directory: a copied directory has another one
 * @param machine the machine id of the operating system; empty in a container, where it belongs to the image
 * @param hardware addresses of the network cards: a copied virtual machine gets other ones. Empty in a container
 */
record ServerIdentity(String inode, String machine, Set<String> hardware) {

    /** @param folder a folder in the data directory */
    static ServerIdentity read(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        if (!Files.exists(file)) {
            Files.writeString(file, "Do not copy this file: it distinguishes this data directory from a copy of it.\n");
        }
        boolean container = inContainer();
        return new ServerIdentity(inode(file), container ? "" : machineId(), container ? Set.of() : networkCards());
    }

    private static String inode(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ino").toString();
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
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

    /** Only physical devices: bridges and tunnels come and go. */
    private static Set<String> networkCards() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .filter(one -> Files.exists(Path.of("/sys/class/net", one.getName(), "device")))
                .flatMap(ServerIdentity::address)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> address(NetworkInterface card) {
        try {
            return Optional.ofNullable(card.getHardwareAddress()).stream().map(HexFormat.ofDelimiter(":")::formatHex);
        } catch (IOException unavailable) {
            return Stream.empty();
        }
    }

    /** What shows that an earlier start was on another server; empty if nothing does. */
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

    String format() {
        return String.join("|", inode, machine, String.join(",", hardware));
    }

    static ServerIdentity parse(String written) {
        String[] parts = written.split("\\|", -1);
        Set<String> cards = parts.length < 3 || parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(","));
        return new ServerIdentity(parts[0], parts.length > 1 ? parts[1] : "", cards);
    }
}
