package org.belay.testsupport.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Loads {@link HeapFiller} into a running JVM. */
final class AgentLoader {
    private static final String CLASS = HeapFiller.class.getName();

    private AgentLoader() {}

    static void distress(long pid, String millis) {
        try {
            Path jar = jar();
            VirtualMachine its = VirtualMachine.attach("" + pid);
            try {
                its.loadAgent(jar.toString(), millis);
            } finally {
                its.detach();
                Files.delete(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar() throws IOException {
        Path jar = Files.createTempFile("distress-", ".jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), CLASS);
        String entry = CLASS.replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                var zip = new JarOutputStream(out, manifest);
                InputStream in = HeapFiller.class.getResourceAsStream("/" + entry)) {
            zip.putNextEntry(new JarEntry(entry));
            in.transferTo(zip);
        }
        return jar;
    }
}
