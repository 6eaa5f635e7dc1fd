package org.belay.response.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirSourceTest {
    @TempDir
    Path maildir;

    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(maildir.resolve("new"));
        Files.createDirectories(maildir.resolve("tmp"));
    }

    @Test
    void a_recorded_message_moves_to_cur_and_is_not_read_again() throws Exception {
        Files.writeString(maildir.resolve("new/2.M1.host"), "second");
        Files.writeString(maildir.resolve("new/1.M1.host"), "first");
        Files.writeString(maildir.resolve("tmp/3.M1.host"), "being written");
        var source = new MaildirSource(maildir);

        assertThat(source.readNew(this::record)).isEqualTo(2);
        assertThat(source.readNew(this::record)).isZero();

        assertThat(messages).containsExactly("first", "second");
        assertThat(maildir.resolve("cur/1.M1.host:2,S")).hasContent("first");
        assertThat(maildir.resolve("new")).isEmptyDirectory();
    }

    @Test
    void a_message_that_was_not_recorded_stays() throws Exception {
        Files.writeString(maildir.resolve("new/1.M1.host"), "first");

        assertThatThrownBy(() -> new MaildirSource(maildir).readNew(message -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(maildir.resolve("new/1.M1.host")).exists();
    }

    @Test
    void a_folder_that_is_gone_is_named() throws IOException {
        Files.delete(maildir.resolve("new"));

        assertThatThrownBy(() -> new MaildirSource(maildir).readNew(this::record))
                .isInstanceOf(MailboxProblem.class)
                .hasMessageContaining(maildir.resolve("new").toString());
    }

    private void record(byte[] message) {
        messages.add(new String(message, StandardCharsets.UTF_8));
    }
}
