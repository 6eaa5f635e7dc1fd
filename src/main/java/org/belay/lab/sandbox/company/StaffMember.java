package org.belay.lab.sandbox.company;

import java.util.List;

/**
 * One fictional employee: a row of the staff list.
 *
 * @param address unique and ASCII
 * @param name as written in the native script
 * @param language ISO 639-1; also some without a template
 * @param country ISO 3166
 * @param phone {@code company} or {@code own}: whose phone they read mail on
 */
public record StaffMember(
        String address,
        String name,
        String givenName,
        String familyName,
        String language,
        String country,
        String city,
        String department,
        String phone) {

    static final List<String> HEADER =
            List.of("email", "name", "givenName", "familyName", "language", "country", "city", "department", "phone");

    List<String> row() {
        return List.of(address, name, givenName, familyName, language, country, city, department, phone);
    }
}
