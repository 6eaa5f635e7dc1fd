package org.belay.audience.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.belay.audience.table.TableRow;

/** Finds the people whose account is disabled, in the columns that directories export for it. */
final class DisabledAccounts {
    private static final int ACCOUNT_DISABLE = 2; // MS-ADTS 2.2.16, userAccountControl

    private static final Set<String> YES = Set.of("true", "yes", "1", "ja", "oui", "si", "wahr", "vrai", "verdadero");
    private static final Set<String> NO = Set.of("false", "no", "0", "nein", "non", "falsch", "faux", "falso");
    private static final Set<String> ENDED = Set.of(
            "suspended",
            "disabled",
            "inactive",
            "deactivated",
            "deprovisioned",
            "archived",
            "terminated",
            "deleted",
            "blocked",
            "gesperrt",
            "deaktiviert",
            "inaktiv",
            "ausgeschieden",
            "suspendu",
            "desactive",
            "inactif",
            "suspendido",
            "desactivado",
            "inactivo");

    private static final Map<String, Predicate<String>> COLUMNS = Map.ofEntries(
            Map.entry("accountenabled", NO::contains),
            Map.entry("enabled", NO::contains),
            Map.entry("active", NO::contains),
            Map.entry("isactive", NO::contains),
            Map.entry("aktiv", NO::contains),
            Map.entry("disabled", YES::contains),
            Map.entry("accountdisabled", YES::contains),
            Map.entry("suspended", YES::contains),
            Map.entry("archived", YES::contains),
            Map.entry("blockcredential", YES::contains),
            Map.entry("useraccountcontrol", DisabledAccounts::hasDisabledBit),
            Map.entry("status", value -> ENDED.contains(HeaderMeanings.folded(value))),
            Map.entry("accountstatus", value -> ENDED.contains(HeaderMeanings.folded(value))),
            Map.entry("userstatus", value -> ENDED.contains(HeaderMeanings.folded(value))));

    private record StatusColumn(int column, String header, Predicate<String> disabled) {}

    private final List<StatusColumn> found = new ArrayList<>();

    DisabledAccounts(FileColumns columns) {
        for (int i = 0; i < columns.count(); i++) {
            Predicate<String> disabled = COLUMNS.get(HeaderMeanings.folded(columns.header(i)));
            if (disabled != null) found.add(new StatusColumn(i, columns.header(i), disabled));
        }
    }

    boolean isDisabled(TableRow row) {
        return found.stream()
                .anyMatch(status -> status.column() < row.cells().size()
                        && status.disabled()
                                .test(row.cells().get(status.column()).strip().toLowerCase(Locale.ROOT)));
    }

    /** Headers of the columns, for messages. */
    String headers() {
        return String.join(
                ", ",
                found.stream().map(status -> "\"" + status.header() + "\"").toList());
    }

    private static boolean hasDisabledBit(String value) {
        return value.length() <= 9
                && !value.isEmpty()
                && value.chars().allMatch(c -> c >= '0' && c <= '9')
                && (Integer.parseInt(value) & ACCOUNT_DISABLE) != 0;
    }
}
