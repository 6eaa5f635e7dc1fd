package org.belay.api.scim;

import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.ErrorResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors in the form of SCIM. */
@RestControllerAdvice(assignableTypes = {ScimUsersApi.class, ScimGroupsApi.class, ScimDiscovery.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ScimErrors {

    @ExceptionHandler
    ResponseEntity<String> refused(ScimException refused) {
        ErrorResponse error = refused.getScimError();
        String detail = error.getDetail() == null ? "The request cannot be used." : error.getDetail();
        return ScimReply.error(error.getStatus(), error.getScimType(), detail);
    }

    /** The provider sends it again later. */
    @ExceptionHandler({TransientDataAccessException.class, DataAccessException.class})
    ResponseEntity<String> databaseFailed(DataAccessException failed) {
        return ScimReply.error(503, null, "The database did not answer. Nothing was changed. Send it again.");
    }
}
