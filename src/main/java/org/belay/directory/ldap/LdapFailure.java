package org.belay.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;
import org.belay.audience.person.PrintableValue;
import org.belay.directory.model.SourceUnreadable;
import org.belay.platform.DirectorySettings.LdapSettings;

/** The directory cannot be read, or not completely. */
public final class LdapFailure extends SourceUnreadable {
    private static final Set<ResultCode> CUT_OFF =
            Set.of(ResultCode.SIZE_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED, ResultCode.TIME_LIMIT_EXCEEDED);
    private static final Set<ResultCode> NO_CONNECTION =
            Set.of(ResultCode.SERVER_DOWN, ResultCode.CONNECT_ERROR, ResultCode.TIMEOUT, ResultCode.DECODING_ERROR);

    private static final int LONGEST = 300;

    LdapFailure(String message) {
        super(message);
    }

    LdapFailure(LdapSettings server, LDAPException why) {
        super(
                server.host() + ":" + server.port() + ": " + words(server, why) + " (" + why.getResultCode() + ": "
                        + PrintableValue.value(cause(why), LONGEST) + ").",
                why);
    }

    /** The innermost message: the others only repeat it. */
    private static String cause(Throwable why) {
        Throwable inner = why;
        while (inner.getCause() != null) inner = inner.getCause();
        return String.valueOf(inner.getMessage());
    }

    private static String words(LdapSettings server, LDAPException why) {
        ResultCode code = why.getResultCode();
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return "the directory refuses the password of \"" + server.bindDn().orElse("")
                    + "\"; check directory.ldap.bind-dn and password-file";
        }
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
            return "the account " + server.bindDn().map(dn -> "\"" + dn + "\" ").orElse("")
                    + "may not read these entries; ask the administrator of the directory for read access";
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return "the directory has no such entry, or the account may not see it; check the DN";
        }
        if (code.equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
            return "the directory does not support paged results (RFC 2696), which Belay needs";
        }
        if (CUT_OFF.contains(code)) {
            return "a limit of the directory cut off the result; raise it for the account, or narrow the source";
        }
        return NO_CONNECTION.contains(code)
                ? "the connection cannot be made, or was lost; check the settings of directory.ldap"
                : "the directory refuses the request";
    }
}
