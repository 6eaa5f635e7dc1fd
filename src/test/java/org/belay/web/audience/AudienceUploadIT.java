package org.belay.web.audience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.belay.audience.Audience;
import org.belay.audience.AudienceImports;
import org.belay.audience.Audiences;
import org.belay.audience.file.TestWorkbook;
import org.belay.platform.HourlyTick;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An author brings a list into Belay: upload, columns, preview, import. */
class AudienceUploadIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @TempDir
    Path folder;

    @Test
    void x16_a_wrong_row_of_a_workbook_is_shown_in_its_cell_and_the_others_are_imported() throws IOException {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        Path file = Files.write(
                folder.resolve("Ulm staff.xlsx"),
                TestWorkbook.xlsx(List.of(
                        List.of("Who", "Mail 1", "Team", "accountEnabled"),
                        List.of("Ann Lee", "ann@example.org", "IT", "TRUE"),
                        List.of("Bob <b>", "bob.example.org", "IT", "TRUE"),
                        List.of("Cem", "cem@example.org", "HR", "TRUE"),
                        List.of("Dan", "dan@example.org", "HR", "FALSE"))));
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/audiences/new");
            browser.chooseFile("#file", file);
            show(browser, "upload");
            browser.press("form.panel button");
            browser.awaitText("What do the columns mean?");
            browser.choose("#c0", "name");
            browser.choose("#c1", "email");
            browser.choose("#c2", "department");
            show(browser, "columns");
            browser.press("form.panel button");

            browser.awaitText("1 row cannot be used");
            assertThat(browser.words(".bad-cell")).contains("bob.example.org", "has no @");
            browser.awaitText("1 person has a disabled account");
            browser.press(".say[data-state=warning] a");
            browser.awaitText("They are left out.");
            show(browser, "preview");
            browser.press("button.large");
            browser.awaitText("2 people imported as \"Ulm staff\"");
            show(browser, "audience");

            browser.open("/audiences");
            browser.awaitText("Ulm staff");
            show(browser, "audiences");
        }
        Audience audience = belay.bean(Audiences.class).byName("Ulm staff").orElseThrow();
        assertThat(audience.people()).isEqualTo(2);
        assertThat(belay.bean(AudienceImports.class).rememberedColumns("Ulm staff"))
                .containsEntry("Mail 1", "email");
        assertThat(uploadParts()).isZero();
    }

    /** Without script: a typed list needs no file. */
    @Test
    void a_typed_list_shows_the_difference_from_the_last_import() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        importTyped(author, "Typed", "Ann <ann@example.org>, bob@example.org");
        String preview = preview(author, "Typed", "bob@example.org\ncem@example.org\ndan@example.org");

        assertThat(author.get(preview).body())
                .contains("+2 \u22121", "compared with the 2 people of the last import", "Import 3 people");
        assertThat(belay.bean(Audiences.class).byName("Typed").orElseThrow().people())
                .isEqualTo(2);
    }

    @Test
    void an_upload_belongs_to_its_person_and_is_not_kept_beside_three_newer_ones() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String first = preview(author, "Mine", "ann@example.org");

        assertThat(HttpBrowser.signedIn(belay, TestInstallation.APPROVER)
                        .get(first)
                        .statusCode())
                .isEqualTo(404);
        assertThat(author.get(first).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) preview(author, "Mine", "ann@example.org");
        assertThat(author.get(first).statusCode()).isEqualTo(404);
    }

    @Test
    void an_upload_that_was_not_imported_is_listed_for_its_person_until_it_is_discarded() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String preview = preview(author, "Later", "ann@example.org");
        String discard = preview.replace("/preview", "/discard");

        assertThat(author.get("/audiences").body())
                .contains("Your uploads that were not imported", "for Later", "action=\"" + discard + "\"");
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.ADMIN)
                        .get("/audiences")
                        .body())
                .doesNotContain("for Later");
        author.submit("/audiences", discard, Map.of());
        assertThat(author.get("/audiences").body()).doesNotContain("for Later");
    }

    @Test
    void a_file_that_is_no_list_is_refused_at_once_and_the_form_keeps_what_was_typed() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        HttpResponse<String> answer = upload(author, "A name", "", "list.pdf", "%PDF-1.7".getBytes(UTF_8));

        assertThat(answer.headers().firstValue("Location")).contains("/audiences/new");
        assertThat(author.get("/audiences/new").body())
                .contains("list.pdf: this is a PDF. Nothing was imported.", "value=\"A name\"");
        assertThat(upload(author, "A name", "", "", new byte[0]).headers().firstValue("Location"))
                .contains("/audiences/new");
        assertThat(author.get("/audiences/new").body()).contains("There is no file.");
    }

    /** Other routes take a form of 4 MB; the upload takes 100 MB, and no form without its token. */
    @Test
    void x19_only_the_upload_takes_large_files_and_only_with_the_token_of_its_form() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        byte[] large = ("email\n" + "x".repeat(999) + "\n").repeat(6_000).getBytes(UTF_8);

        assertThat(upload(author, "Large", "", "large.csv", large).headers().firstValue("Location"))
                .get()
                .asString()
                .startsWith("/audiences/uploads/");
        assertThat(send(author, "/audiences/uploads", "wrong", "Large", "", "large.csv", large)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(author, "/people/leave", token(author), "Large", "", "large.csv", large)
                        .statusCode())
                .isIn(403, 413);
    }

    @Test
    void x16_an_upload_with_a_missing_part_is_not_imported_as_a_shorter_file() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String upload = largeUpload(author, "Cut");
        belay.sql()
                .sql("DELETE FROM upload_part WHERE n > 0 AND upload = :id")
                .param("id", id(upload))
                .update();

        author.submit("/audiences/new", upload + "/import", Map.of());

        assertThat(state(upload)).startsWith("REFUSED: A part of the upload is no longer there. Nothing was imported.");
        assertThat(belay.bean(Audiences.class).byName("Cut")).isEmpty();
    }

    /** The page of an interrupted import has no choices: those of the preview apply again. */
    @Test
    void an_import_that_begins_again_leaves_out_what_the_first_one_left_out() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String file = "email,status\nann@example.org,active\nbob@example.org,disabled\nx,active\n";
        String upload = upload(author, "Again", "", "staff.csv", file.getBytes(UTF_8))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        belay.sql()
                .sql("ALTER TABLE audience ADD CONSTRAINT no_again CHECK (name <> 'Again')")
                .update();
        try {
            author.submit(
                    "/audiences/new", upload + "/import", Map.of("disabled", "LEAVE_OUT", "badRows", "LEAVE_OUT"));
            assertThat(state(upload)).startsWith("REFUSED");
            assertThat(author.get(upload + "/preview").body()).contains("They are left out.");
        } finally {
            belay.sql().sql("ALTER TABLE audience DROP CONSTRAINT no_again").update();
        }
        belay.sql()
                .sql("UPDATE upload SET state = 'IMPORTING', changed_at = now() - interval '1 hour' WHERE id = :id")
                .param("id", id(upload))
                .update();

        author.submit(upload + "/import", upload + "/import", Map.of());

        assertThat(state(upload)).startsWith("DONE");
        assertThat(belay.bean(Audiences.class).byName("Again").orElseThrow().people())
                .isEqualTo(1);
    }

    @Test
    void an_upload_that_is_being_imported_is_kept_however_old_it_is() {
        var author = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String upload = largeUpload(author, "Slow");
        belay.sql()
                .sql("UPDATE upload SET state = 'IMPORTING', created_at = now() - interval '7 hours' WHERE id = :id")
                .param("id", id(upload))
                .update();

        belay.context().publishEvent(new HourlyTick());

        assertThat(state(upload)).startsWith("IMPORTING");
        assertThat(author.get(upload + "/import").statusCode()).isEqualTo(200);
        belay.sql()
                .sql("UPDATE upload SET state = 'REFUSED' WHERE id = :id")
                .param("id", id(upload))
                .update();
    }

    private String largeUpload(HttpBrowser author, String audience) {
        var file = new StringBuilder("email\n");
        for (int i = 0; i < 20_000; i++) file.append("p").append(i).append("@example.org\n");
        return upload(author, audience, "", "large.csv", file.toString().getBytes(UTF_8))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static UUID id(String upload) {
        return UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
    }

    /** State and message, after the import has ended if one runs. */
    private static String state(String upload) {
        return belay.sql()
                .sql("SELECT state || ': ' || message FROM upload WHERE id = :id")
                .param("id", id(upload))
                .query(String.class)
                .single();
    }

    private void importTyped(HttpBrowser author, String audience, String typed) {
        String preview = preview(author, audience, typed);
        author.submit(preview, preview.replace("/preview", "/import"), Map.of());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> belay.bean(Audiences.class).byName(audience).isPresent());
    }

    private String preview(HttpBrowser author, String audience, String typed) {
        return upload(author, audience, typed, "", new byte[0])
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                + "/preview";
    }

    private HttpResponse<String> upload(
            HttpBrowser author, String audience, String typed, String fileName, byte[] file) {
        return send(author, "/audiences/uploads", token(author), audience, typed, fileName, file);
    }

    private static String token(HttpBrowser author) {
        return author.token("/audiences/new");
    }

    private static HttpResponse<String> send(
            HttpBrowser author,
            String path,
            String token,
            String audience,
            String typed,
            String fileName,
            byte[] file) {
        String begin = field("_csrf", token) + field("audience", audience) + field("typed", typed)
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return author.send(HttpRequest.newBuilder(belay.url(path))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(begin),
                        BodyPublishers.ofByteArray(file),
                        BodyPublishers.ofString("\r\n--b--\r\n"))));
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static long uploadParts() {
        return belay.sql()
                .sql(
                        "SELECT count(*) FROM upload_part p JOIN upload u ON u.id = p.upload WHERE u.audience = 'Ulm staff'")
                .query(Long.class)
                .single();
    }

    /** No page has a barrier for people who use it otherwise, on a phone too. */
    private static void show(ChromiumBrowser browser, String page) {
        assertThat(browser.barriersEverywhere(page)).isEmpty();
    }
}
