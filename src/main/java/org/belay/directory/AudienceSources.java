package org.belay.directory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.Audience;
import org.belay.audience.AudienceId;
import org.belay.audience.Audiences;
import org.belay.audience.PeopleReplacement;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.audience.source.PeopleSource;
import org.belay.audience.source.RemovalsHeld;
import org.belay.audience.source.ReplacementReport;
import org.belay.audience.source.SourceRows;
import org.belay.audit.AuditLog;
import org.belay.directory.ldap.LdapDirectory;
import org.belay.directory.model.AudienceSource;
import org.belay.directory.model.SourceDefinition;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.directory.model.SourceDefinition.ScimSource;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.directory.model.SourceState;
import org.belay.directory.model.SourceUnreadable;
import org.belay.directory.scim.ScimDirectory;
import org.belay.directory.selection.SelectionDirectory;
import org.belay.directory.sql.SqlDirectory;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The sources of audiences.
 *
 * <pre>{@code
 * sources.define("Staff", new LdapSource(base, "(objectClass=person)", Optional.empty(), Map.of()), admin);
 * ReplacementReport report = sources.sync("Staff", 0, ReplacementMode.APPLY, nora);
 * }</pre>
 */
@Component
public class AudienceSources {
    /** Each holds a connection to the database while it reads, which sending needs too. */
    private static final int AT_ONCE = 2;

    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final SourceStore store;
    private final Audiences audiences;
    private final PeopleReplacement replacement;
    private final LdapDirectory ldap;
    private final SqlDirectory sql;
    private final SelectionDirectory selections;
    private final ScimDirectory scim;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    AudienceSources(
            SourceStore store,
            Audiences audiences,
            PeopleReplacement replacement,
            LdapDirectory ldap,
            SqlDirectory sql,
            SelectionDirectory selections,
            ScimDirectory scim,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.audiences = audiences;
        this.replacement = replacement;
        this.ldap = ldap;
        this.sql = sql;
        this.selections = selections;
        this.scim = scim;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Sets the source of an audience, which is created without people if there is none. Its people change with the next {@link #sync}.
     *
     * @throws RequestRefused if the definition cannot work
     */
    public AudienceSource define(String name, SourceDefinition definition, User by) {
        if (definition instanceof LdapSource source) ldap.check(source);
        if (definition instanceof SqlSource source) sql.check(source);
        if (definition instanceof SelectionSource source) selections.check(name, source);
        return transaction.execute(status -> {
            AudienceId audience = replacement.ensure(name, definition.words(), by);
            requireMayReplace(audience, definition, by);
            store.define(audience, definition, by);
            audit.record(
                    by.address(),
                    "source",
                    "audience " + audiences.get(audience).name(),
                    Map.of("kind", definition.kind(), "source", definition.words()));
            return store.of(audience).orElseThrow();
        });
    }

    /** An author may select from audiences, but not take one from the directory that an administrator has set. */
    private void requireMayReplace(AudienceId audience, SourceDefinition definition, User by) {
        boolean directory = store.of(audience)
                .filter(source -> !(source.definition() instanceof SelectionSource))
                .isPresent();
        if (definition instanceof SelectionSource && directory && !by.is(Role.ADMIN)) {
            throw new RequestRefused("\"" + audiences.get(audience).name()
                    + "\" is read from a directory. Choose another name, or ask an administrator.");
        }
    }

    /** The audience keeps its people, and is only changed by imports from then on. */
    public void remove(String name, User by) {
        transaction.executeWithoutResult(status -> {
            Audience audience = audience(name);
            if (!store.remove(audience.id())) throw noSource(audience);
            audit.record(by.address(), "remove source", "audience " + audience.name(), Map.of());
        });
    }

    public List<AudienceSource> list() {
        return store.all();
    }

    public Optional<AudienceSource> of(String name) {
        return audiences.byName(name).flatMap(audience -> store.of(audience.id()));
    }

    public Optional<AudienceSource> of(AudienceId audience) {
        return store.of(audience);
    }

    /**
     * Reads the source of an audience and replaces its people.
     *
     * @param accepted number of removed people that {@code by} has accepted; it counts only if the last sync was held with this number or more
     * @throws RequestRefused if the source could not be read completely, has no people, or {@link RemovalsHeld} if too many people would be
     *     removed; the audience is unchanged, and the source shows why
     */
    public ReplacementReport sync(String name, long accepted, ReplacementMode mode, User by) {
        Audience audience = audience(name);
        AudienceSource source = store.of(audience.id()).orElseThrow(() -> noSource(audience));
        if (!permits.tryAcquire()) {
            throw new RequestRefused("Belay reads " + AT_ONCE
                    + " sources at the same time and is busy. Nothing was changed. Try again" + " in a minute.");
        }
        try {
            return transaction.execute(status -> {
                ReplacementReport report =
                        replacement.replace(audience.id(), people(source), source.accepted(accepted), mode, by);
                if (mode == ReplacementMode.PREVIEW) status.setRollbackOnly();
                if (!store.synced(source, report.message())) {
                    throw new RequestRefused("\"" + audience.name() + "\" was not changed: its source was set again or"
                            + " removed while it was read. Sync it again.");
                }
                return report;
            });
        } catch (RemovalsHeld held) {
            notSynced(source, SourceState.HELD, held.getMessage(), OptionalLong.of(held.removed()), mode, by);
            throw held;
        } catch (SourceUnreadable unreadable) {
            var failed = new RequestRefused(
                    "\"" + audience.name() + "\" was not changed. " + unreadable.getMessage(), unreadable);
            notSynced(source, SourceState.FAILED, failed.getMessage(), OptionalLong.empty(), mode, by);
            throw failed;
        } catch (RequestRefused failed) {
            notSynced(source, SourceState.FAILED, failed.getMessage(), OptionalLong.empty(), mode, by);
            throw failed;
        } catch (RuntimeException failed) {
            unexpected(source, failed, mode, by);
            throw failed;
        } finally {
            permits.release();
        }
    }

    private PeopleSource people(AudienceSource source) {
        SourceDefinition definition = source.definition();
        var writers = new LinkedHashSet<UserId>();
        return new PeopleSource(definition.words(), source.definedBy(), rows(definition, writers), () -> writers);
    }

    /** @param writers gets the users who decided who is in what a selection names */
    private SourceRows rows(SourceDefinition definition, Set<UserId> writers) {
        if (definition instanceof LdapSource source) return rows -> ldap.read(source, rows);
        return rows -> {
            if (definition instanceof SqlSource source) sql.read(source, rows);
            if (definition instanceof ScimSource source) scim.read(source, rows);
            if (definition instanceof SelectionSource source) writers.addAll(selections.read(source, rows));
            return "";
        };
    }

    /** A fault of Belay or its database: the source must not look as if the last sync had worked. */
    private void unexpected(AudienceSource source, RuntimeException failed, ReplacementMode mode, User by) {
        try {
            String why = "\"" + source.audienceName() + "\" was not changed: the sync failed unexpectedly ("
                    + failed.getClass().getSimpleName() + "). The log of the server says more.";
            notSynced(source, SourceState.FAILED, why, OptionalLong.empty(), mode, by);
        } catch (RuntimeException notRecorded) {
            failed.addSuppressed(notRecorded);
        }
    }

    private void notSynced(
            AudienceSource source, SourceState state, String why, OptionalLong held, ReplacementMode mode, User by) {
        if (mode == ReplacementMode.PREVIEW) return;
        transaction.executeWithoutResult(status -> {
            store.tried(source, state, why, held);
            var detail = new TreeMap<String, String>();
            detail.put("source", source.definition().words());
            detail.put("reason", why);
            audit.record(
                    by.address(),
                    state == SourceState.HELD ? "sync held" : "sync failed",
                    "audience " + source.audienceName(),
                    detail);
        });
    }

    private Audience audience(String name) {
        return audiences.byName(name).orElseThrow(() -> new ObjectNotFound("There is no audience \"" + name + "\"."));
    }

    private static RequestRefused noSource(Audience audience) {
        return new RequestRefused("\"" + audience.name() + "\" has no source. Its people come from "
                + audience.fileName() + ". An administrator can set one with: belay audience source.");
    }
}
