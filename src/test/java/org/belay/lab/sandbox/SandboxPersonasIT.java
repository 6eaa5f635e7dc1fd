package org.belay.lab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.platform.Settings;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The personas of the sandbox. */
class SandboxPersonasIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.sandbox();

    @Test
    void one_click_signs_in_as_a_persona(AuditLog audit) {
        var browser = new HttpBrowser(belay);
        assertThat(browser.get("/sign-in").body())
                .contains("Nora Lindström", "Tomás Ferreira", "Aiko Tanaka", "Ruth Mensah");

        assertThat(browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "tomas"))
                        .statusCode())
                .isEqualTo(302);

        assertThat(browser.get("/sign-in").statusCode())
                .as("signed in, so sent on")
                .isEqualTo(302);
        assertThat(audit.entriesAbout("user tomas.ferreira@tessamar.example"))
                .extracting(AuditEntry::action)
                .contains("sign-in");
    }

    @Test
    void the_page_of_sources_has_selections_in_words_that_were_read() {
        var browser = new HttpBrowser(belay);
        browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "nora"));

        assertThat(browser.get("/sources").body())
                .contains("Germany", "in &quot;All staff&quot; and country is DE")
                .contains("Sales and service outside Germany");
        assertThat(belay.sql()
                        .sql(
                                "SELECT count(*) FROM audience a JOIN audience_source s ON s.audience = a.id WHERE a.people > 0")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void the_sign_in_needs_the_csrf_token_of_its_page() {
        assertThat(new HttpBrowser(belay)
                        .post("/sandbox/sign-in", Map.of("persona", "tomas"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tokens_are_written_for_the_story_readable_by_the_owner_only(Users users, ApiTokens tokens, Settings settings)
            throws Exception {
        Path file = settings.dataDir().resolve("sandbox-tokens.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var secrets = read(file);
        assertThat(secrets).containsOnlyKeys("nora", "tomas", "aiko", "ruth");
        assertThat(tokens.owner(secrets.get("nora")).orElseThrow().user().roles())
                .isEqualTo(Set.of(Role.AUTHOR));
        assertThat(tokens.owner(secrets.get("tomas")).orElseThrow().user().roles())
                .isEqualTo(Set.of(Role.APPROVER));
        assertThat(tokens.owner(secrets.get("aiko")).orElseThrow().user().roles())
                .isEqualTo(Set.of(Role.AUDITOR));
    }

    @Test
    void a_restart_keeps_people_and_tokens_and_replaces_a_revoked_token(
            Users users, ApiTokens tokens, Settings settings) throws Exception {
        var personas = belay.bean(SandboxPersonas.class);
        Path file = settings.dataDir().resolve("sandbox-tokens.json");
        var before = read(file);
        int people = users.list().size();

        personas.afterPropertiesSet();
        assertThat(read(file)).isEqualTo(before);
        assertThat(users.list()).hasSize(people);

        var nora = users.byAddress("nora.lindstrom@tessamar.example").orElseThrow();
        tokens.visibleTo(nora).forEach(token -> tokens.revoke(token.id(), nora));
        personas.afterPropertiesSet();
        assertThat(read(file).get("nora")).isNotEqualTo(before.get("nora"));
        assertThat(read(file).get("aiko")).isEqualTo(before.get("aiko"));
        assertThat(tokens.owner(read(file).get("nora"))).isPresent();
    }

    private static Map<String, String> read(Path file) {
        return JsonMapper.shared().readValue(file.toFile(), new TypeReference<>() {});
    }
}
