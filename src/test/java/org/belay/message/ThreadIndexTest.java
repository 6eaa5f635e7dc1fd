package org.belay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ThreadIndexTest {
    private final UUID conversation = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private final Instant noon = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void a_root_consists_of_time_and_conversation() {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(ThreadIndex.root(conversation, noon)));

        assertThat(bytes.capacity()).isEqualTo(22);
        assertThat(bytes.get(0)).isEqualTo((byte) 1);
        assertThat(bytes.getLong(6)).isEqualTo(conversation.getMostSignificantBits());
        assertThat(bytes.getLong(14)).isEqualTo(conversation.getLeastSignificantBits());
        long ticks = bytes.getLong(0) & ~0xffffL;
        Instant read = Instant.parse("1601-01-01T00:00:00Z").plus(Duration.ofMillis(ticks / 10_000));
        assertThat(Duration.between(read, noon)).isBetween(Duration.ZERO, Duration.ofMillis(7));
    }

    @Test
    void a_reply_adds_five_bytes_with_the_elapsed_time() {
        String root = ThreadIndex.root(conversation, noon);
        byte[] reply = Base64.getDecoder().decode(ThreadIndex.reply(root, noon.plusSeconds(3600)));
        byte[] years = Base64.getDecoder().decode(ThreadIndex.reply(root, noon.plus(Duration.ofDays(3650))));

        assertThat(reply).hasSize(27).startsWith(Base64.getDecoder().decode(root));
        assertThat(ByteBuffer.wrap(reply).getInt(22)).isEqualTo((int) (36_000_000_000L >> 18));
        assertThat(ByteBuffer.wrap(years).getInt(22)).isNegative();
        assertThat(Base64.getDecoder().decode(ThreadIndex.reply(ThreadIndex.reply(root, noon), noon)))
                .hasSize(32);
    }

    @Test
    void a_long_conversation_has_one_unencoded_header() throws Exception {
        String index = ThreadIndex.root(conversation, noon);
        for (int i = 0; i < 12; i++) {
            index = ThreadIndex.reply(index, noon.plusSeconds(i));
        }
        byte[] filled = MessageTemplate.compose(
                        MessageFixtures.inThread(index, MessageFixtures.letter("s", "t", "<p>h</p>")))
                .fill(MessageFixtures.blanks("", Map.of()));

        assertThat(MessageFixtures.read(filled).getHeader("Thread-Index")).containsExactly(index);
    }

    @Test
    void a_reply_to_an_invalid_index_is_refused() {
        assertThatThrownBy(() -> ThreadIndex.reply("AAAA", noon)).isInstanceOf(IllegalArgumentException.class);
    }
}
