package org.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.belay.cli.print.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against an HTTP server whose answers the test sets. */
class BelayCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void without_arguments_it_prints_help() {
        assertThat(belay()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Commands:").contains("disregard").contains("Exit codes");
    }

    @Test
    void a_path_without_a_file_name_cannot_be_read() {
        for (String command : List.of("check", "import")) {
            err.getBuffer().setLength(0);
            assertThat(belay("audience", command, "/")).isEqualTo(ExitCode.FAILED);
            assertThat(err.toString()).contains("/ cannot be read").doesNotContain("error in Belay");
        }
    }

    @Test
    void an_unknown_command_is_wrong_usage_and_the_nearest_one_is_suggested() {
        assertThat(belay("mailing", "lst")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString())
                .contains("There is no command \"belay mailing lst\".")
                .contains("Did you mean");
    }

    @Test
    void an_unreachable_server_has_its_own_exit_code() {
        server.stop(0);
        assertThat(belayAt("mailing", "list")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("No server answers at").contains("Nothing was done.");
    }

    @Test
    void a_refusal_is_printed_with_the_message_of_the_server() {
        status = 409;
        answer = "{\"title\":\"Refused\",\"status\":409,\"detail\":\"M-7 is not in review. It was not approved.\"}";
        assertThat(belayAt("mailing", "approve", "M-7", "--head-count", "12", "--digest", "ab12"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("M-7 is not in review. It was not approved.");
        assertThat(asked).containsExactly("POST /api/v1/mailings/M-7/approve {\"headCount\":12,\"digest\":\"ab12\"}");
    }

    @Test
    void a_list_is_printed_as_a_table() {
        answer = "{\"mailings\":[{\"id\":\"M-7\",\"state\":\"SENT\",\"title\":\"Remove TikTok\",\"people\":2431}]}";
        assertThat(belayAt("mailing", "list")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("MAILING  STATE  TITLE          PEOPLE")
                .contains("M-7      SENT   Remove TikTok   2,431");
    }

    @Test
    void output_json_prints_the_answer_of_the_server_on_one_line() {
        answer = "{\"mailings\":[]}";
        assertThat(belayAt("mailing", "list", "--output", "json")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualToIgnoringNewLines("{\"mailings\":[]}");
    }

    @Test
    void a_server_that_is_not_belay_is_recognised() {
        status = 404;
        answer = "<html>nginx</html>";
        assertThat(belayAt("audience", "list")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("is not a Belay server. Check BELAY_URL.");
    }

    @Test
    void a_broken_audit_log_fails_the_command() {
        answer = "{\"ok\":false,\"message\":\"The record is broken at row 3: its hash is wrong\"}";
        assertThat(belayAt("audit", "verify")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("broken at row 3");
    }

    @Test
    void an_unknown_role_is_wrong_usage() {
        assertThat(belayAt("user", "create", "Ann", "ann@example.org", "--role", "boss"))
                .isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).contains("There is no role \"boss\".");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_token_is_read_from_a_file() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "belay_secret\n");
        assertThat(belayAt("mailing", "list", "--token-file", token.toString())).isEqualTo(ExitCode.DONE);
        assertThat(tokens).containsExactly("Bearer belay_secret");
    }

    private final List<String> tokens = new ArrayList<>();

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
        tokens.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        String type = answer.startsWith("{") ? "application/json" : "text/html";
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int belayAt(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--url");
        all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return belay(all.toArray(String[]::new));
    }

    private int belay(String... arguments) {
        return BelayCommand.with()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
