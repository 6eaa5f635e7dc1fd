package org.belay.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some rows of the audit log, newest first.
 *
 * @param rows matching rows; may be empty although older ones match, because one search reads a bounded part of the log
 * @param next {@link AuditQuery#before} of the next page; empty if the log was searched to its beginning
 */
public record AuditSearchResult(List<AuditEntry> rows, OptionalLong next) {}
