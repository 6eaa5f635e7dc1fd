package org.belay.web.text;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.ArrayList;
import java.util.List;

/** {@code ${msg("mailing.sent-to", left, total)}} in a page: the text as HTML, with its arguments escaped unless they are HTML already. */
public final class PageMessages implements TemplateMethodModelEx {
    private final Messages messages;

    public PageMessages(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        var values = new ArrayList<>();
        for (Object argument : arguments.subList(1, arguments.size())) {
            values.add(value(argument));
        }
        String key = ((TemplateScalarModel) arguments.get(0)).getAsString();
        return HTMLOutputFormat.INSTANCE.fromMarkup(messages.html(key, values.toArray()));
    }

    private static Object value(Object argument) throws TemplateModelException {
        if (argument instanceof TemplateHTMLOutputModel markup) {
            return new Messages.Markup(HTMLOutputFormat.INSTANCE.getMarkupString(markup));
        }
        if (argument instanceof TemplateNumberModel number) return number.getAsNumber();
        if (argument instanceof TemplateScalarModel text) return text.getAsString();
        throw new TemplateModelException("An argument of a text is a string, a number or HTML, not "
                + (argument == null ? "missing" : argument.getClass().getSimpleName()));
    }
}
