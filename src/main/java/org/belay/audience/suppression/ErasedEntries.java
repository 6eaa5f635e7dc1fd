package org.belay.audience.suppression;

/**
 * SQL for the entries of people whose data was erased: the key has a keyed hash in place of the address, so that an import does not
 * bring the person back.
 */
public final class ErasedEntries {
    private ErasedEntries() {}

    /** The key of the entry of an address; NULL, at no cost for each row, while there is no such entry. */
    public static String keyOf(String address) {
        return """
                CASE WHEN (SELECT EXISTS (SELECT 1 FROM suppression WHERE address LIKE 'erased %%'))
                     THEN 'erased ' || encode(sha256((SELECT secret FROM person_key)
                                                     || convert_to(lower(%s COLLATE "C"), 'UTF8')), 'hex') END
                """.formatted(address);
    }
}
