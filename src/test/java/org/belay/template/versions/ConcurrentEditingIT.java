package org.belay.template.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplateVersion;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateReader;
import org.belay.template.folder.FolderImport;
import org.belay.testsupport.BelayServer;

/**
 * Random interleavings of several people's actions on one template, on pages, by push and in the folder: a version is only replaced by an
 * author who has seen it, and a refused action changes nothing.
 */
class ConcurrentEditingIT {
    private static final int PEOPLE = 3;

    private static int round;

    enum What {
        OPEN,
        SAVE,
        PUBLISH,
        DISCARD,
        RESTORE,
        GO_ON,
        PULL,
        PUSH,
        FOLDER,
        TAKE_FOLDER,
        KEEP_PUBLISHED
    }

    /** One action of one person. */
    record EditingStep(What what, int person) {}

    @Provide
    Arbitrary<List<EditingStep>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, PEOPLE - 1))
                .as(EditingStep::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void a_version_is_only_replaced_by_an_author_who_has_seen_it(@ForAll("histories") List<EditingStep> history) {
        var world = new SharedTemplate("world-" + ++round);
        history.forEach(world::act);
    }

    @Property(tries = 5)
    void of_simultaneous_saves_one_succeeds_and_the_others_conflict() throws Exception {
        var world = new SharedTemplate("moment-" + ++round);
        TemplateDraft seen = world.drafts.begin(world.key, world.people.get(0));
        var start = new CyclicBarrier(PEOPLE);
        var threads = Executors.newFixedThreadPool(PEOPLE);
        var saves = new ArrayList<Future<Boolean>>();
        for (User person : world.people) {
            Callable<Boolean> save = () -> {
                start.await();
                try {
                    world.drafts.save(world.key, SharedTemplate.words(person.name()), seen.revision(), person);
                    return true;
                } catch (DraftConflict conflict) {
                    return false;
                }
            };
            saves.add(threads.submit(save));
        }
        var taken = new ArrayList<String>();
        for (int i = 0; i < PEOPLE; i++) {
            if (saves.get(i).get()) taken.add(world.people.get(i).name());
        }
        threads.shutdown();

        assertThat(taken).hasSize(1);
        TemplateDraft now = world.drafts.of(world.key).orElseThrow();
        assertThat(now.files()).isEqualTo(TemplateFiles.normalize(SharedTemplate.words(taken.get(0))));
    }

    /** One template, its authors, and what each of them has on screen or disk. */
    private static final class SharedTemplate {
        private static final BelayServer belay = BelayServer.serve().start();

        final TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
        final Templates templates = belay.bean(Templates.class);
        final FolderImport folder = belay.bean(FolderImport.class);
        final List<User> people = new ArrayList<>();
        final String key;

        /** What each has seen: revisions of the draft, and contents of versions and of the folder. */
        private final List<Set<String>> seen = new ArrayList<>();

        private final Map<Integer, TemplateDraft> open = new TreeMap<>();
        private final Map<Integer, TemplateVersion> pulled = new TreeMap<>();
        private int words;

        SharedTemplate(String key) {
            this.key = key;
            Users users = belay.bean(Users.class);
            for (int i = 0; i < PEOPLE; i++) {
                String address = "p" + i + "@" + key + ".example.org";
                people.add(users.enrol("p" + i, address, Set.of(Role.AUTHOR), "test"));
                seen.add(new HashSet<>());
            }
            folder.importTemplate(read(words("first")), Optional.empty(), VersionOrigin.FOLDER);
        }

        void act(EditingStep act) {
            Optional<TemplateDraft> draftBefore = drafts.of(key);
            TemplateVersion newestBefore = templates.latest(key);
            boolean done = tried(act);
            Optional<TemplateDraft> draft = drafts.of(key);
            TemplateVersion newest = templates.latest(key);
            if (!done) {
                assertThat(draft).as("refused: %s", act).isEqualTo(draftBefore);
                assertThat(newest).as("refused: %s", act).isEqualTo(newestBefore);
            }
            assertThat(newest.number()).isBetween(newestBefore.number(), newestBefore.number() + 1);
            Set<String> mine = seen.get(act.person());
            boolean draftHasChanges = draftBefore.isPresent() && !untouched(draftBefore.get());
            if (draftHasChanges && !draft.map(TemplateDraft::files).equals(draftBefore.map(TemplateDraft::files))) {
                assertThat(mine).as("%s over the draft", act).contains(revision(draftBefore.get()));
            }
            if (newest.number() > newestBefore.number() && act.what() != What.FOLDER) {
                assertThat(mine).as("%s over the version", act).contains(newestBefore.sha256());
            }
            if (newest.number() > newestBefore.number() && act.what() == What.FOLDER) {
                assertThat(newestBefore.sha256())
                        .as("a folder import only replaces the version that last came from the folder")
                        .isEqualTo(lastFromFolder(newestBefore.number()).sha256());
            }
        }

        private VersionRecord lastFromFolder(int upTo) {
            return templates.history(key).stream()
                    .filter(version -> version.number() <= upTo && version.origin() == VersionOrigin.FOLDER)
                    .max(Comparator.comparingInt(VersionRecord::number))
                    .orElseThrow();
        }

        /** @return false if it was refused */
        private boolean tried(EditingStep act) {
            try {
                run(act);
                return true;
            } catch (RequestRefused | ObjectNotFound refused) {
                return false;
            }
        }

        private void run(EditingStep act) {
            int who = act.person();
            User by = people.get(who);
            TemplateDraft mine = open.get(who);
            boolean writes =
                    List.of(What.SAVE, What.PUBLISH, What.DISCARD, What.GO_ON).contains(act.what());
            if (writes && mine == null) return;
            switch (act.what()) {
                case OPEN -> sees(who, drafts.begin(key, by));
                case SAVE -> sees(who, drafts.save(key, words("w" + ++words), mine.revision(), by));
                case PUBLISH -> {
                    look(who, mine.base());
                    drafts.publish(key, mine.revision(), "", by);
                }
                case DISCARD -> drafts.discard(key, mine.revision(), by);
                case RESTORE -> sees(who, drafts.restore(key, 1, by));
                case GO_ON -> {
                    look(who, templates.latest(key).number());
                    sees(who, drafts.rebase(key, templates.latest(key).number(), mine.revision(), by));
                }
                case PULL -> {
                    pulled.put(who, templates.latest(key));
                    seen.get(who).add(templates.latest(key).sha256());
                }
                case PUSH -> push(who, by);
                case FOLDER ->
                    folder.importTemplate(read(words("f" + ++words)), Optional.empty(), VersionOrigin.FOLDER);
                case TAKE_FOLDER, KEEP_PUBLISHED -> choose(act.what(), who, by);
            }
        }

        private void push(int who, User by) {
            TemplateVersion base = pulled.get(who);
            Optional<PulledVersions.PulledVersion> from =
                    Optional.ofNullable(base).map(one -> new PulledVersions.PulledVersion(one.number(), one.sha256()));
            pulled.put(who, templates.push(key, from, words("p" + ++words), "", by));
            seen.get(who).add(pulled.get(who).sha256());
        }

        private void choose(What what, int who, User by) {
            Optional<FolderConflict> conflict = folder.conflict(key);
            if (conflict.isEmpty()) return;
            look(who, conflict.get().newest().number());
            if (what == What.TAKE_FOLDER) folder.takeFolder(key, conflict.get().seen(), by);
            else folder.keepPublished(key, conflict.get().seen(), by);
        }

        private void sees(int who, TemplateDraft draft) {
            open.put(who, draft);
            seen.get(who).add(revision(draft));
            look(who, draft.base());
        }

        private void look(int who, int number) {
            if (number > 0) seen.get(who).add(templates.version(key, number).sha256());
        }

        private boolean untouched(TemplateDraft draft) {
            return templates.version(key, draft.base()).files().equals(draft.files());
        }

        private static String revision(TemplateDraft draft) {
            return "revision " + draft.revision();
        }

        private TemplateVersion read(Map<String, String> files) {
            return TemplateReader.parse(key, files);
        }

        static Map<String, String> words(String notice) {
            return SmallTemplate.template().notice(notice).files();
        }
    }
}
