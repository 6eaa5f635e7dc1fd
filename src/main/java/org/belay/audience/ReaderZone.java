package org.belay.audience;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a time zone as directories export it: a current or former IANA name, or a Windows name. */
final class ReaderZone {
    private ReaderZone() {}

    /** The current IANA name; empty if there is no such zone. */
    static Optional<String> of(String written) {
        String known = Names.ALL.get(written.strip().toLowerCase(Locale.ROOT));
        return known == null ? windows(written.strip()) : Optional.of(known);
    }

    private static Optional<String> windows(String name) {
        return Optional.ofNullable(TimeZone.getIDForWindowsID(name, null)).map(Names::today);
    }

    /** Loaded when the first zone is read. */
    private static final class Names {
        static final Map<String, String> ALL = new HashMap<>();

        static {
            // abbreviations such as EST are ambiguous
            for (String id : ZoneId.getAvailableZoneIds()) {
                if (id.indexOf('/') > 0 || id.equals("UTC") || id.equals("GMT"))
                    ALL.put(id.toLowerCase(Locale.ROOT), today(id));
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
