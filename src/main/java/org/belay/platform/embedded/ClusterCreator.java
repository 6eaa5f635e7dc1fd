package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Creates an empty database cluster. After a crash {@code data.init} remains, which the next start deletes. */
record ClusterCreator(DatabaseFiles files, PostgresBinaries binaries, PostgresUser runAs) {

    void create() throws IOException {
        Path init = files.home().resolve("data.init");
        Path initPasswordFile = files.home().resolve("password.init");
        DirectoryRights.delete(init);
        PostgresUser maker = runAs.initialiser();
        maker.own(DirectoryRights.create(init, "rwx------"));
        String password = DatabaseFiles.newPassword();
        DatabaseFiles.writeSecret(files.password(), password);
        // initdb reads the password as its own user, which must not be able to read the copy of Belay
        DatabaseFiles.writeSecret(initPasswordFile, password);
        maker.own(initPasswordFile);
        try {
            initialise(maker, init, initPasswordFile);
        } finally {
            Files.deleteIfExists(initPasswordFile);
        }
        runAs.ownAll(init);
        Files.move(init, files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialise(PostgresUser maker, Path init, Path password) throws IOException {
        var initdb = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + init,
                "--username=" + EmbeddedPostgres.NAME,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--data-checksums",
                "--no-instructions"));
        initdb.addAll(locale());
        PostgresTool.run(files.home(), maker.tool(initdb), "");
        PostgresTool.run(
                files.home(),
                maker.tool(List.of(
                        binaries.program("postgres").toString(), "--single", "-j", "-D", init.toString(), "postgres")),
                "CREATE DATABASE " + EmbeddedPostgres.NAME + ";\n\n");
    }

    /**
     * The builtin C.UTF-8 locale of PostgreSQL 17 and later, the same on every machine; before, that of the operating
     * system.
     */
    private List<String> locale() {
        return binaries.major() >= 17
                ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
                : List.of("--locale=C.UTF-8");
    }
}
