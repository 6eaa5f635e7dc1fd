package org.belay.template.language;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.platform.NearestName;

/** Parses one value of an expression: a field, an entry of a list, a person's attribute or quoted text, with its format or default. */
final class OperandReader {
    private final ExpressionTokens tokens;
    private final NameScope names;

    OperandReader(ExpressionTokens tokens, NameScope names) {
        this.tokens = tokens;
        this.names = names;
    }

    /** The value that begins at the next token. */
    TemplateOperand next() {
        ExpressionTokens.ExpressionToken token = tokens.next();
        if (token.kind().equals("text")) return formatted(new TemplateOperand.Literal(token.unquoted()));
        if (token.kind().equals("number")) return new TemplateOperand.Literal(token.text());
        if (!token.kind().equals("name")) {
            throw new TemplateSyntaxError(
                    token.kind().equals("end")
                            ? "Something is missing at the end."
                            : "\"" + token.text() + "\" is not expected here.",
                    "Write a field, person.country or \"text\".",
                    token.offset());
        }
        try {
            if (tokens.peek().is(".")) return dotted(token);
            return formatted(names.value(token.text()));
        } catch (TemplateSyntaxError refusal) {
            throw refusal.atOffset(token.offset());
        }
    }

    private TemplateOperand dotted(ExpressionTokens.ExpressionToken owner) {
        tokens.next();
        ExpressionTokens.ExpressionToken name = tokens.next();
        if (owner.text().equals("withdrawn")) return names.withdrawnValue(name.text());
        if (!owner.text().equals("person")) {
            throw new TemplateSyntaxError(
                    "\"" + owner.text() + "." + name.text() + "\" is not known.",
                    "Only a person has parts: person." + name.text() + ".",
                    owner.offset());
        }
        String attribute = names.attribute(name.text());
        if (tokens.peek().is("?") && !tokens.second().text().equals("has_content")) {
            throw tokens.refuse(
                    "A value of the person is filled in when the mail is sent and cannot be changed by ?"
                            + tokens.second().text() + ".",
                    "Write ${person." + attribute + "!\"colleague\"}.");
        }
        if (!tokens.skipIf("!")) return new TemplateOperand.PersonValue(attribute, Optional.empty());
        ExpressionTokens.ExpressionToken otherwise = tokens.next();
        if (!otherwise.kind().equals("text")) {
            throw new TemplateSyntaxError(
                    "The default after ! must be text in quotes.",
                    "Write person." + attribute + "!\"colleague\".",
                    otherwise.offset());
        }
        return new TemplateOperand.PersonValue(attribute, Optional.of(otherwise.unquoted()));
    }

    private TemplateOperand formatted(TemplateOperand operand) {
        if (!tokens.peek().is("?") || tokens.second().text().equals("has_content")) return operand;
        int question = tokens.next().offset();
        String word = tokens.next().text();
        TemplateOperand.ValueFormat format = Arrays.stream(TemplateOperand.ValueFormat.values())
                .filter(one -> one.word().equals(word) && !word.isEmpty())
                .findFirst()
                .orElseThrow(() -> new TemplateSyntaxError(
                        "?" + word + " is not part of the template language.", instead(word), question));
        if (operand instanceof TemplateOperand.ItemValue item && format == TemplateOperand.ValueFormat.COUNTER) {
            return new TemplateOperand.ItemValue(item.item(), format);
        }
        if (operand instanceof TemplateOperand.FieldValue value
                && format.fits(value.field().type())) {
            return new TemplateOperand.FieldValue(value.field(), format);
        }
        throw new TemplateSyntaxError(
                "?" + word + " does not fit: " + operand.description() + " is " + kind(operand) + ".",
                operand instanceof TemplateOperand.Literal
                        ? "Write the text itself."
                        : "Write ${" + operand.description() + "}.",
                question);
    }

    private static String kind(TemplateOperand operand) {
        if (operand instanceof TemplateOperand.FieldValue value)
            return value.field().typeDescription();
        if (operand instanceof TemplateOperand.Literal) return "text already";
        return operand instanceof TemplateOperand.ItemValue ? "an entry of a list" : "known without a field";
    }

    private static String instead(String word) {
        List<String> known = Arrays.stream(TemplateOperand.ValueFormat.values())
                .map(TemplateOperand.ValueFormat::word)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toList());
        known.add("has_content");
        return NearestName.to(word, known)
                .map(near -> "Write ?" + near + ".")
                .orElseGet(TemplateLanguage::allowedFormats);
    }
}
