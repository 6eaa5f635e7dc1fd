package org.belay.audience.person;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a time zone as directories export it: a current or former IANA name, or a Windows name. */
public final class TimeZoneNames {
    private TimeZoneNames() {}

    /** The current IANA name; empty if there is no such zone. */
    public static Optional<String> of(String written) {
        return Optional.ofNullable(ZoneNames.ALL.get(written.strip().toLowerCase(Locale.ROOT)));
    }

    /** Loaded when the first zone is read. */
    private static final class ZoneNames {
        /** Letters that mean another offset to each reader; a name such as Japan, CET or EST5EDT is one rule. */
        private static final Set<String> AMBIGUOUS = Set.of("EST", "MST", "HST");

        static final Map<String, String> ALL = new HashMap<>();

        static {
            for (String id : TimeZone.getAvailableIDs()) {
                String windows = TimeZone.getWindowsID(id);
                if (windows != null)
                    ALL.put(windows.toLowerCase(Locale.ROOT), today(TimeZone.getIDForWindowsID(windows, null)));
            }
            for (String id : ZoneId.getAvailableZoneIds()) {
                if (!AMBIGUOUS.contains(id)) ALL.put(id.toLowerCase(Locale.ROOT), today(id));
            }
        }

        static String today(String id) {
            String iana = TimeZone.getIanaID(id);
            try {
                return iana == null ? id : ZoneId.of(iana).getId();
            } catch (DateTimeException newerThanTheJdk) {
                return id;
            }
        }
    }
}
