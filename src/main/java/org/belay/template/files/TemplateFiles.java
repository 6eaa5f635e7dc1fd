package org.belay.template.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;

/**
 * Names and sizes that files of a template may have, whether they come from a page, the API or a folder. Checked before the files are parsed,
 * so that neither a name nor a size can do harm.
 */
public final class TemplateFiles {
    static final String YAML = "template.yaml";
    static final Pattern WORDS = Pattern.compile(
            "(?<part>notice|correction|reminder)(_(?<language>[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}))?\\.md");
    static final long LARGEST = 400 * 1024;

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
    private static final int MOST = 120;
    private static final long LARGEST_OF_ALL = 2_000 * 1024;
    /** A mail has about 100 lines. Comparing two texts takes time proportional to the product of their lines. */
    private static final int MOST_LINES = 2_000;

    private static final int MOST_LINES_OF_ALL = 20_000;

    private TemplateFiles() {}

    /**
     * Normalises line ends to LF, adds a final one, and removes a byte order mark, so that the same text has the same hash whichever editor
     * saved it.
     */
    public static Map<String, String> normalize(Map<String, String> files) {
        var tidy = new TreeMap<String, String>();
        files.forEach((name, content) -> tidy.put(name, normalize(content)));
        return tidy;
    }

    public static String normalize(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (text.indexOf('\r') >= 0) text = text.replace("\r\n", "\n").replace('\r', '\n');
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** @throws TemplateError if the key, a file name or a size is not allowed */
    public static void requireValid(String key, Map<String, String> files) {
        List<TemplateProblem> problems = problems(key, files);
        if (!problems.isEmpty()) throw new TemplateError(problems);
    }

    static List<TemplateProblem> problems(String key, Map<String, String> files) {
        var problems = new ArrayList<TemplateProblem>();
        if (!KEY.matcher(key).matches()) {
            problems.add(TemplateProblem.ofFile(
                    shown(key),
                    "This cannot be a template's name.",
                    "Use up to 60 small letters, digits, - and _, like planned-outage."));
        }
        if (files.size() > MOST) {
            problems.add(TemplateProblem.ofFile(
                    shown(key), "It has more than " + MOST + " files.", "Leave languages out, or make two templates."));
            return problems;
        }
        files.forEach((name, content) -> one(shown(key) + "/" + shown(name), name, content, problems));
        if (problems.isEmpty()) together(key, files, problems);
        return problems;
    }

    private static void together(String key, Map<String, String> files, List<TemplateProblem> problems) {
        if (files.values().stream().mapToInt(TemplateFiles::lines).sum() > MOST_LINES_OF_ALL) {
            problems.add(TemplateProblem.ofFile(
                    key, "Its files have more than " + MOST_LINES_OF_ALL + " lines.", "Say it in fewer words."));
        }
        if (files.values().stream().mapToLong(TemplateFiles::bytes).sum() > LARGEST_OF_ALL) {
            problems.add(TemplateProblem.ofFile(
                    key,
                    "Its files have more than " + LARGEST_OF_ALL / 1024 + " KB together.",
                    "Say it in fewer words."));
        }
    }

    private static void one(String file, String name, String content, List<TemplateProblem> problems) {
        if (!name.equals(YAML) && !WORDS.matcher(name).matches()) {
            problems.add(TemplateProblem.ofFile(
                    file,
                    "A template has no file of this name.",
                    "Parts are notice.md, correction.md and reminder.md, in German notice_de.md."));
        } else if (content.length() > LARGEST || bytes(content) > LARGEST) {
            problems.add(tooLarge(file));
        } else if (lines(content) > MOST_LINES) {
            problems.add(new TemplateProblem(
                    file, MOST_LINES + 1, 1, "It has more than " + MOST_LINES + " lines.", "Say it in fewer words."));
        } else {
            unprintable(file, content, problems);
        }
    }

    static TemplateProblem tooLarge(String file) {
        return TemplateProblem.ofFile(file, "It has more than " + LARGEST / 1024 + " KB.", "Say it in fewer words.");
    }

    /** Reports NUL and unpaired surrogates, which PostgreSQL cannot store. */
    private static void unprintable(String file, String content, List<TemplateProblem> problems) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '\n') {
                line++;
                start = i + 1;
            } else if (c == 0 || Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < content.length()
                        && Character.isLowSurrogate(content.charAt(i + 1));
                if (!pair) {
                    problems.add(new TemplateProblem(
                            file,
                            line,
                            i - start + 1,
                            "There is a NUL character or half of a surrogate pair.",
                            "Remove it."));
                    return;
                }
                i++;
            }
        }
    }

    private static int bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int lines(String content) {
        return (int) content.chars().filter(c -> c == '\n').count();
    }

    /** A name from outside, shortened and printable on one line, so that it cannot imitate a message of Belay. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\p{L}\\p{N} ._/\\\\:-]", "?");
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }

    /** The language in the name of a mail file; empty for the first language and for {@code template.yaml}. */
    static String language(String name) {
        Matcher words = WORDS.matcher(name);
        return words.matches() && words.group("language") != null ? words.group("language") : "";
    }

    public static String sha256(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, content) -> {
                // lengths first, so that different sets of files never give the same bytes
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
