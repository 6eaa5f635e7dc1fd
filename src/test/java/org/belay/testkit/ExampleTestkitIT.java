package org.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed test kit is enough for the project in docs/examples/testkit, which is compiled and tested in another process. */
class ExampleTestkitIT {
    private static final Path EXAMPLE = Path.of("docs/examples/testkit");
    private static final Path README = Path.of("docs/testkit.md");

    /** What the POM of the example brings, besides the kit. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(junit-jupiter|junit-platform|opentest4j|open-test-reporting|apiguardian|angus-|jakarta\\.mail|jakarta\\.activation).*\\.jar");

    @TempDir
    Path folder;

    @Test
    void the_tests_of_the_example_pass_with_the_packed_kit() throws Exception {
        compileExample();

        String report = runTests();

        assertThat(report)
                .contains("a_notice_arrives", "a_refused_recipient_does_not_stop_the_others")
                .contains("a_silent_relay_is_given_up_but_may_have_the_notice")
                .contains("greylisted_people_get_the_notice_at_the_second_attempt")
                .contains("4 tests successful");
    }

    @Test
    void the_kit_has_its_classes_its_readme_and_its_pom_and_nothing_else() throws IOException {
        try (var jar = new JarFile(kit().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()))
                    .contains(
                            "org/belay/testkit/FaultyRelay.class", "org/belay/testkit/junit/FaultyRelayExtension.class")
                    .allMatch(name -> name.matches("org/belay/testkit/.*\\.class|META-INF/.*|README\\.md"));
            assertThat(text(jar, "README.md")).isEqualTo(Files.readString(README));
            assertThat(text(jar, "META-INF/maven/org.belay/belay-testkit/pom.xml"))
                    .contains("<version>" + versionIn(Path.of("pom.xml"), "belay") + "</version>")
                    .doesNotContain("${");
        }
    }

    @Test
    void the_readme_shows_code_of_the_example_and_the_version_of_this_build() throws IOException {
        String readme = Files.readString(README);
        String test = Files.readString(EXAMPLE.resolve("src/test/java/org/example/notices/NoticeSenderTest.java"));
        String use = readme.substring(readme.indexOf("## Use it"), readme.indexOf("The whole class"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(use);

        assertThat(block.results().map(found -> withoutIndent(found.group(1))))
                .hasSize(2)
                .allMatch(withoutIndent(test)::contains);
        String version = versionIn(Path.of("pom.xml"), "belay");
        assertThat(versionIn(EXAMPLE.resolve("pom.xml"), "belay-testkit")).isEqualTo(version);
        assertThat(readme).contains("belay-testkit-" + version + ".jar", "<version>" + version + "</version>");
    }

    private void compileExample() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"));
                var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
            var options = List.of("-d", folder.toString(), "-classpath", classPath(), "-proc:none");
            assertThat(compiler.getTask(messages, files, null, options, null, units)
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
    }

    private String runTests() throws IOException, InterruptedException {
        Path report = folder.resolve("report.txt");
        Process tests = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--disable-ansi-colors",
                        "--details=tree",
                        "--scan-classpath=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            assertThat(tests.waitFor(3, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            tests.destroyForcibly();
        }
        String output = Files.readString(report);
        assertThat(tests.exitValue()).as(output).isZero();
        return output;
    }

    private String classPath() throws IOException {
        var parts = new ArrayList<String>();
        parts.add(folder.toString());
        parts.add(kit().toAbsolutePath().toString());
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (LIBRARIES.matcher(Path.of(part).getFileName().toString()).matches()) {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static Path kit() throws IOException {
        Path jar = Path.of("target/belay-testkit-" + versionIn(Path.of("pom.xml"), "belay") + ".jar");
        assertThat(jar).as("packed by mvn package").exists();
        return jar;
    }

    private static String versionIn(Path pom, String artifact) throws IOException {
        Matcher version = Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(pom));
        assertThat(version.find()).as("version of " + artifact + " in " + pom).isTrue();
        return version.group(1);
    }

    private static String text(JarFile jar, String entry) throws IOException {
        try (var in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String withoutIndent(String code) {
        return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
