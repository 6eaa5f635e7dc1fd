package org.belay.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {
    @TempDir
    Path dir;

    @Test
    void files_directories_links_and_execute_permissions_are_unpacked() throws IOException {
        unpack(
                entry("bin/", '5', "0755", "", ""),
                entry("bin/tool", '0', "0755", "", "#!/bin/sh\n"),
                entry("lib/real.so.1", '0', "0644", "", "x".repeat(513)),
                entry("lib/real.so", '2', "0777", "real.so.1", ""));

        assertThat(dir.resolve("bin/tool")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(dir.resolve("lib/real.so.1").toFile()).hasSize(513);
        assertThat(Files.isExecutable(dir.resolve("lib/real.so.1"))).isFalse();
        assertThat(Files.readSymbolicLink(dir.resolve("lib/real.so"))).isEqualTo(Path.of("real.so.1"));
    }

    @Test
    void nothing_is_written_outside_the_directory() {
        assertThatThrownBy(() -> unpack(entry("../evil", '0', "0644", "", "x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../evil");
        assertThat(dir.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void an_unknown_type_of_entry_is_an_error() {
        assertThatThrownBy(() -> unpack(entry("device", '3', "0644", "", ""))).hasMessageContaining("type '3'");
    }

    @Test
    void an_incomplete_archive_is_an_error() throws IOException {
        byte[] whole = entry("file", '0', "0644", "", "x".repeat(600));

        assertThatThrownBy(() -> TarReader.unpack(new ByteArrayInputStream(Arrays.copyOf(whole, 700)), dir))
                .isInstanceOf(IOException.class);
    }

    private void unpack(byte[]... entries) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            tar.write(entry);
        }
        tar.write(new byte[1024]);
        TarReader.unpack(new ByteArrayInputStream(tar.toByteArray()), dir);
    }

    private static byte[] entry(String name, char type, String mode, String link, String content) {
        byte[] entry = new byte[512 + (content.length() + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 100, mode);
        put(entry, 124, Integer.toOctalString(content.length()));
        entry[156] = (byte) type;
        put(entry, 157, link);
        put(entry, 512, content);
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }
}
