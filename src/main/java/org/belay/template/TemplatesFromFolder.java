package org.belay.template;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
class TemplatesFromFolder implements ApplicationRunner, DisposableBean {
    private static final int SECONDS = 2;

    private final FolderImport imports;
    private final FolderWatch folder;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var daemon = new Thread(task, "belay-templates");
        daemon.setDaemon(true);
        return daemon;
    });

    TemplatesFromFolder(FolderImport imports) {
        this.imports = imports;
        this.folder = new FolderWatch(imports, Path.of("templates"), Clock.systemUTC());
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (folder.hasFolder()) folder.look();
        else shipped();
        thread.scheduleWithFixedDelay(folder::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void shipped() {
        ShippedTemplates.all()
                .forEach((key, files) -> imports.take(
                        TemplateSource.of(key, TemplateFiles.tidy(files)), Optional.empty(), TemplateOrigin.SHIPPED));
    }

    @Override
    public void destroy() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
