package org.belay.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.belay.audit.Audit;
import org.belay.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The templates that mailings are made of, in versions that never change. */
@Component
public class Templates {
    private final TemplateStore store;
    private final Audit audit;
    private final TransactionTemplate transaction;
    // versions never change, and a list of mailings asks for the same few again and again
    private final Map<Long, TemplateVersion> known = new ConcurrentHashMap<>();

    Templates(TemplateStore store, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Takes every template of a folder whose content is new as its next version.
     *
     * @return how many versions were added
     * @throws TemplateError naming every problem of those that cannot be used; the others were imported all the same
     */
    public int importFolder(Path templates) {
        var problems = new ArrayList<Problem>();
        int added = 0;
        for (Path folder : TemplateSource.folders(templates)) {
            try {
                added += add(TemplateSource.read(folder)) ? 1 : 0;
            } catch (TemplateError e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) throw new TemplateError(problems);
        return added;
    }

    /** @return false if the newest version is the same already */
    boolean add(TemplateVersion read) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            store.lockImports();
            boolean known = store.latest(read.key())
                    .filter(row -> row.sha256().equals(read.sha256()))
                    .isPresent();
            if (known) return false;
            TemplateStore.Row row = store.add(read);
            audit.record(
                    "belay",
                    "import",
                    "template " + row.key(),
                    Map.of("version", "" + row.number(), "sha256", row.sha256()));
            return true;
        }));
    }

    /** The newest version of each, by key. */
    public List<TemplateVersion> latest() {
        return store.latest().stream().map(this::version).toList();
    }

    /** @throws NotFound if there is no such template */
    public TemplateVersion latest(String key) {
        return store.latest(key).map(this::version).orElseThrow(() -> notFound(key));
    }

    /** @throws NotFound if there is no such version */
    public TemplateVersion version(long id) {
        TemplateVersion seen = known.get(id);
        if (seen != null) return seen;
        return store.version(id)
                .map(this::version)
                .orElseThrow(() -> new NotFound("There is no template version " + id + "."));
    }

    private TemplateVersion version(TemplateStore.Row row) {
        return known.computeIfAbsent(
                row.id(),
                id -> TemplateSource.stored(row.key(), store.files(id)).stored(id, row.number()));
    }

    private NotFound notFound(String key) {
        List<String> keys = store.latest().stream().map(TemplateStore.Row::key).toList();
        return new NotFound("There is no template \"" + key + "\". "
                + Nearest.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse(keys.isEmpty() ? "None was imported." : "There are " + String.join(", ", keys) + "."));
    }
}
