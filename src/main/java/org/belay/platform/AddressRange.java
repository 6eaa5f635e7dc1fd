package org.belay.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation: {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
 *
 * @param bits number of common leading bits
 */
public record AddressRange(InetAddress first, int bits) {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]{0,4}:[0-9A-Fa-f:.]{1,45}");

    /** Parses a range; empty if the text is none. */
    public static Optional<AddressRange> of(String written) {
        int slash = written.indexOf('/');
        String bits = slash < 0 ? "" : written.substring(slash + 1);
        if (slash >= 0 && !bits.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        return address(slash < 0 ? written : written.substring(0, slash)).flatMap(first -> {
            int all = first.getAddress().length * 8;
            int same = slash < 0 ? all : Integer.parseInt(bits);
            return same > all ? Optional.empty() : Optional.of(new AddressRange(first, same));
        });
    }

    /** Parses a literal address; never looks up a name. */
    public static Optional<InetAddress> address(String written) {
        if (!V4.matcher(written).matches() && !V6.matcher(written).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(written));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress one) {
        byte[] mine = first.getAddress();
        byte[] other = one.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
