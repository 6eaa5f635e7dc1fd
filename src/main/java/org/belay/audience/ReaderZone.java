package org.belay.audience;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reader's time zone as directories export it: a name of the IANA database, an older one, or the name that Windows gives it. */
final class ReaderZone {
    private ReaderZone() {}

    /** As the IANA database calls it today; empty where there is no such zone. */
    static Optional<String> of(String written) {
        String known = Names.ALL.get(written.strip().toLowerCase(Locale.ROOT));
        return known == null ? windows(written.strip()) : Optional.of(known);
    }

    private static Optional<String> windows(String name) {
        return Optional.ofNullable(TimeZone.getIDForWindowsID(name, null)).map(Names::today);
    }

    /** Read when the first zone is met. */
    private static final class Names {
        static final Map<String, String> ALL = new HashMap<>();

        static {
            // letters such as EST are no place: which offset they mean depends on who reads them
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
