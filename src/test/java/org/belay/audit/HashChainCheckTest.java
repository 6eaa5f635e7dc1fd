package org.belay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HashChainCheckTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    @Property(tries = 200)
    void an_untouched_log_is_valid(@ForAll @IntRange(max = 20) int rows) {
        var chain = chain(rows);
        assertThat(check(chain, anchors(chain)).ok()).isTrue();
    }

    @Property(tries = 200)
    void any_removed_row_is_found(
            @ForAll @IntRange(min = 1, max = 20) int rows, @ForAll @IntRange(max = 19) int which) {
        var chain = chain(rows);
        var anchors = anchors(chain);
        chain.remove(which % rows);
        assertThat(check(chain, anchors).firstBroken()).hasValue(which % rows + 1);
    }

    @Property(tries = 200)
    void any_two_swapped_rows_are_found(
            @ForAll @IntRange(min = 2, max = 20) int rows, @ForAll @IntRange(max = 19) int one) {
        var chain = chain(rows);
        int first = one % (rows - 1);
        AuditEntry a = chain.get(first);
        AuditEntry b = chain.get(first + 1);
        chain.set(first, with(b, a.seq(), b.previous(), b.actor(), b.hash()));
        chain.set(first + 1, with(a, b.seq(), a.previous(), a.actor(), a.hash()));
        assertThat(check(chain, Collections.emptySortedMap()).firstBroken()).hasValue(first + 1);
    }

    @Property(tries = 200)
    void any_changed_value_is_found_even_if_later_rows_are_chained_again(
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(max = 19) int which,
            @ForAll @StringLength(max = 10) String word) {
        var chain = chain(rows);
        var anchors = anchors(chain);
        int at = which % rows;
        if (chain.get(at).actor().equals(word)) {
            return;
        }
        AuditEntry old = chain.get(at);
        chain.set(at, with(old, old.seq(), old.previous(), word, old.hash()));
        assertThat(check(chain, anchors).firstBroken()).hasValue(at + 1);

        String previous = old.previous();
        for (int i = at; i < rows; i++) {
            AuditEntry row = chain.get(i);
            chain.set(
                    i,
                    AuditEntry.following(
                            i, previous, row.at(), row.actor(), row.action(), row.subject(), row.detail()));
            previous = chain.get(i).hash();
        }
        assertThat(check(chain, Collections.emptySortedMap()).ok()).isTrue();
        assertThat(check(chain, anchors).firstBroken()).hasValue(at + 1);
    }

    @Test
    void a_deleted_end_is_found_by_the_anchor() {
        var chain = chain(5);
        var anchors = anchors(chain);
        chain.remove(4);
        chain.remove(3);

        var found = check(chain, anchors);

        assertThat(found.firstBroken()).hasValue(4);
        assertThat(found.message()).contains("broken at row 4").contains("rows up to 5");
    }

    @Test
    void rows_whose_concatenated_text_is_equal_have_different_hashes() {
        var one =
                AuditEntry.following(0, AuditEntry.NO_PREVIOUS_HASH, NOON, "ann", "stop", "M-1", Map.of("a", "b\n1:c"));
        var two =
                AuditEntry.following(0, AuditEntry.NO_PREVIOUS_HASH, NOON, "ann", "stop", "M-1", Map.of("a\n1:b", "c"));
        assertThat(one.hash()).isNotEqualTo(two.hash());
    }

    @Test
    void characters_that_the_database_cannot_store_are_replaced_before_hashing() {
        var row = AuditEntry.following(
                0, AuditEntry.NO_PREVIOUS_HASH, NOON, "ann", "stop", "M-1", Map.of("reason", "a\0b\uD800c"));
        assertThat(row.detail()).containsEntry("reason", "a\uFFFDb?c");
        assertThat(row.hash()).isEqualTo(row.expectedHash());
    }

    @Test
    void the_canonical_text_is_as_documented() {
        var row = AuditEntry.following(
                0, AuditEntry.NO_PREVIOUS_HASH, NOON, "ann@example.org", "stop", "M-0001", Map.of("left", "7"));
        assertThat(row.canonical())
                .isEqualTo(
                        "belay-audit-1\n1:1\n27:2026-11-24T12:00:00.123456Z\n15:ann@example.org\n4:stop\n6:M-0001\n1:1\n4:left\n1:7\n");
    }

    private static List<AuditEntry> chain(int rows) {
        var chain = new ArrayList<AuditEntry>();
        String previous = AuditEntry.NO_PREVIOUS_HASH;
        for (int i = 0; i < rows; i++) {
            var row = AuditEntry.following(
                    i, previous, NOON.plusSeconds(i), "ann@example.org", "edit", "M-" + i, Map.of("n", "" + i));
            chain.add(row);
            previous = row.hash();
        }
        return chain;
    }

    private static SortedMap<Long, String> anchors(List<AuditEntry> chain) {
        var anchors = new TreeMap<Long, String>();
        chain.forEach(row -> anchors.put(row.seq(), row.hash()));
        return anchors;
    }

    private static AuditEntry with(AuditEntry row, long seq, String previous, String actor, String hash) {
        return new AuditEntry(seq, row.at(), actor, row.action(), row.subject(), row.detail(), previous, hash);
    }

    private static AuditVerification check(List<AuditEntry> rows, SortedMap<Long, String> anchors) {
        var check = new HashChainCheck(new AuditAnchor(OptionalLong.of(1), anchors), 0);
        for (AuditEntry row : rows) {
            var broken = check.next(row);
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        return check.end();
    }
}
