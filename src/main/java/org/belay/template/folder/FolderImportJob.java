package org.belay.template.folder;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.belay.template.files.ShippedTemplates;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.VersionOrigin;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Imports the folder {@code templates} of the working directory when the server starts and whenever it changes. Without that folder, imports
 * the shipped templates once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class FolderImportJob implements ApplicationRunner, DisposableBean {
    private static final int SECONDS = 2;

    private final FolderImport imports;
    private final FolderWatch folder;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var daemon = new Thread(task, "belay-templates");
        daemon.setDaemon(true);
        return daemon;
    });

    FolderImportJob(FolderImport imports) {
        this.imports = imports;
        this.folder = new FolderWatch(imports, Path.of("templates"), Clock.systemUTC());
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (folder.hasFolder()) folder.poll();
        else shipped();
        thread.scheduleWithFixedDelay(folder::poll, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void shipped() {
        ShippedTemplates.all()
                .forEach((key, files) -> imports.importTemplate(
                        TemplateReader.parse(key, TemplateFiles.normalize(files)),
                        Optional.empty(),
                        VersionOrigin.SHIPPED));
    }

    @Override
    public void destroy() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
