/**
 * The rows of the fault catalogue that need the whole of Belay: server processes that are killed and frozen, a database that goes
 * away or comes back older, a relay that keeps its own record. After every test the two records are laid side by side
 * ({@link org.belay.testsupport.RelayAudit}). Each method begins with the id of its row.
 */
package org.belay.faults;
