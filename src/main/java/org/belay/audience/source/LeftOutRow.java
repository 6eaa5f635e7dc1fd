package org.belay.audience.source;

/**
 * A row that cannot be used.
 *
 * @param place where it is
 * @param attribute name of the attribute with the problem
 * @param value shortened and with visible control characters; may be empty
 * @param reason completes a sentence that begins with the value
 */
public record LeftOutRow(String place, String attribute, String value, String reason) {

    /** {@code uid=ann,ou=people,dc=example,dc=org, email: "ann.example.org" has no @} */
    public String sentence() {
        return place + ", " + attribute + ": " + (value.isEmpty() ? reason : "\"" + value + "\" " + reason);
    }
}
