package org.belay.template.render;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;
import org.belay.template.language.PrintedValue;
import org.belay.template.language.TemplateNode;

/**
 * FreeMarker with every optional feature switched off. Its source is generated from the parsed template: text, {@code ${p1}} and
 * {@code <#if c2>}, a condition that is already decided. Variable names are generated and strings are passed as data, so that FreeMarker never evaluates an expression
 * written by a template author.
 */
final class RestrictedFreeMarker {
    private static final Configuration FREEMARKER = configuration();
    // more than the largest mail; a template can repeat its fields, so the limit must apply while FreeMarker writes
    private static final int LARGEST = 120_000;

    private final StringBuilder source = new StringBuilder();
    private final Map<String, Object> data = new HashMap<>();
    private final ReaderValues reading;
    private final ValueMarks marks;

    private RestrictedFreeMarker(ReaderValues reading, ValueMarks marks) {
        this.reading = reading;
        this.marks = marks;
    }

    /** Renders the text that a group reads; every printed value is one of the marks. */
    static String render(String file, List<TemplateNode> pieces, ReaderValues reading, ValueMarks marks) {
        var locked = new RestrictedFreeMarker(reading, marks);
        pieces.forEach(locked::write);
        return locked.render(file);
    }

    private void write(TemplateNode piece) {
        if (piece instanceof TemplateNode.PlainText text) source.append(text.text());
        else if (piece instanceof TemplateNode.Interpolation print) print(reading.printedValue(print.operand()));
        else choose((TemplateNode.IfDirective) piece);
    }

    private void print(PrintedValue content) {
        boolean nothing =
                content instanceof PrintedValue.PlainText words && words.text().isEmpty();
        source.append("${").append(name("p", nothing ? "" : marks.add(content))).append('}');
    }

    private void choose(TemplateNode.IfDirective choice) {
        String directive = "<#if ";
        for (TemplateNode.IfBranch branch : choice.branches()) {
            source.append(directive)
                    .append(name("c", branch.condition().holds(reading::comparedText)))
                    .append('>');
            branch.pieces().forEach(this::write);
            directive = "<#elseif ";
        }
        if (!choice.elseNodes().isEmpty()) {
            source.append("<#else>");
            choice.elseNodes().forEach(this::write);
        }
        source.append("</#if>");
    }

    private String name(String kind, Object value) {
        String name = kind + data.size();
        data.put(name, value);
        return name;
    }

    private String render(String file) {
        var out = new BoundedWriter();
        try {
            if (marks.size() > LARGEST) throw out.full();
            new Template(file, source.toString(), FREEMARKER).process(data, out);
        } catch (TemplateException | IOException e) {
            throw new TemplateError(List.of(TemplateProblem.ofFile(
                    file,
                    out.full ? "The mail becomes longer than 102 KB." : "It cannot be rendered: " + e.getMessage(),
                    "Say it in fewer words.")));
        }
        return out.text.toString();
    }

    private static Configuration configuration() {
        var freemarker = new Configuration(Configuration.VERSION_2_3_34);
        freemarker.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
        freemarker.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        freemarker.setTemplateLoader(null);
        freemarker.setLocalizedLookup(false);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
        freemarker.setRecognizeStandardFileExtensions(false);
        return freemarker;
    }

    /** Stops FreeMarker when the output exceeds the limit. */
    private static final class BoundedWriter extends Writer {
        final StringBuilder text = new StringBuilder();
        boolean full;

        @Override
        public void write(char[] chars, int from, int count) throws IOException {
            if (text.length() + count > LARGEST) throw full();
            text.append(chars, from, count);
        }

        IOException full() {
            full = true;
            return new IOException("full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
