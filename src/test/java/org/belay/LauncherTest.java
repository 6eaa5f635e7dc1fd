package org.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code belay} as it is in a release: beside the program, without sources. */
class LauncherTest {

    /** Stands in for the program: prints its arguments. */
    public static final class EchoProgram {
        public static void main(String[] args) {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                    .println(String.join("|", args));
        }
    }

    @TempDir
    Path folder;

    @Test
    void a_release_runs_the_program_beside_the_script_and_builds_nothing() throws Exception {
        Path script = Files.copy(Path.of("belay"), folder.resolve("belay"), StandardCopyOption.COPY_ATTRIBUTES);
        writeProgram(folder.resolve("belay.jar"));
        Path link = Files.createSymbolicLink(folder.resolve("elsewhere"), script);

        Process run = new ProcessBuilder(link.toString(), "person", "O'Neil & Söhne", "")
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEqualTo("person|O'Neil & Söhne|\n");
        assertThat(run.waitFor()).isZero();
        assertThat(folder.resolve("target")).doesNotExist();
    }

    private static void writeProgram(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoProgram.class.getName());
        String program = EchoProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                var entries = new JarOutputStream(file, manifest);
                var bytes = EchoProgram.class.getClassLoader().getResourceAsStream(program)) {
            entries.putNextEntry(new ZipEntry(program));
            bytes.transferTo(entries);
        }
    }
}
