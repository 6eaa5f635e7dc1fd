package org.belay.template.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.template.SmallTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateGrammarTest {

    /** The body begins in line 4 of the file. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            by ${deadlin} ~ 4:6: There is no field "deadlin". Write ${deadline}.
            ${colour} ~ 4:3: There is no field "colour". Declared are app, deadline, day, steps, page, contact, device, seats, apps, remote; declare it under "fields:" in template.yaml.
            ${now_true} ~ 4:3: "now_true" belongs to the correction. Use it in correction.md only; here it is not known.
            ${givenName} ~ 4:3: There is no field "givenName". Write ${person.givenName!"…"}: it is an attribute of the person.
            ${person.givenNam!"x"} ~ 4:3: A person has no attribute "givenNam". Write person.givenName.
            ${person.givenName} ~ 4:3: Some people have no givenName, and nothing says what they should read. Write ${person.givenName!"colleague"} or what fits.
            ${person.givenName!app} ~ 4:20: The default after ! must be text in quotes. Write person.givenName!"colleague".
            ${person.givenName?upper_case} ~ 4:19: A value of the person is filled in when the mail is sent and cannot be changed by ?upper_case. Write ${person.givenName!"colleague"}.
            ${account.balance} ~ 4:3: "account.balance" is not known. Only a person has parts: person.balance.
            ${withdrawn.subject} ~ 4:3: "withdrawn.subject" is known in the correction only. Remove it from this file.
            ${app?eval} ~ 4:6: ?eval is not part of the template language. Allowed are ?short, ?date and ?time after a date, ?cap_first, ?uncap_first, ?upper_case and ?lower_case after a text, ?size after a list, ?counter after an entry, ?has_content in a condition.
            ${app?short} ~ 4:6: ?short does not fit: app is a text field. Write ${app}.
            ${app["x"]} ~ 4:6: Square brackets are not part of the template language. Write person.country.
            ${app + app} ~ 4:7: Calculating with + is not part of the template language. Write the pieces one after another: ${app} ${deadline}.
            ${1..5} ~ 4:3: Ranges are not part of the template language. Use a field of the type list: <#list apps as app>.
            ${"text"} ~ 4:3: Quoted text needs no braces. Write the text itself.
            ${} ~ 4:3: There is nothing between the braces. Write ${app}.
            ${app ~ 4:1: ${ is not closed on its line. Write } after the name: ${deadline}.
            #{app} ~ 4:1: #{…} is not part of the template language. Write ${…}.
            <#assign x = 1> ~ 4:1: <#assign> is not part of the template language. Make it a field in template.yaml, or write the text.
            so <#list steps as s> ~ 4:11: <#list> needs a list field, and "steps" is a long-text field. Write ${steps}, or give it type: list in template.yaml.
            <#list apps>x</#list> ~ 4:12: "as" is missing. Write <#list apps as one>.
            <#list apps as app>x</#list> ~ 4:16: "app" is already in use. Call the entry something else.
            <#list aps as one>x</#list> ~ 4:8: There is no list "aps". Write <#list apps as one>.
            <#list apps as one>x ~ 4:1: <#list> is never closed. Write </#list> where the text for all readers continues.
            <#list apps as one>${on}</#list> ~ 4:22: There is no field "on". Write ${one}.
            <#list apps as one>x</#if> ~ 4:21: </#if> closes nothing. Close first what was opened last: </#list>.
            <#sep>, ~ 4:1: <#sep> is outside a <#list>. Write <#list apps as app>${app}<#sep>, </#list>.
            <#list 1..9 as one>x</#list> ~ 4:8: Ranges are not part of the template language. Use a field of the type list: <#list apps as app>.
            <#iff app == "x">y</#if> ~ 4:1: <#iff> is not part of the template language. Write <#if>.
            <#if device == "phon">x</#if> ~ 4:16: device is never "phon". Write "phone".
            <#if app gt 3>x</#if> ~ 4:6: app is not a number. gt, gte, lt and lte compare number fields and numbers: seats gt 100. Everything else is compared by == or !=.
            <#if seats > 3>x</#if> ~ 4:11: The condition does not compare anything. Write seats gt 100 or seats?has_content.
            ${app?uppercase} ~ 4:6: ?uppercase is not part of the template language. Write ?upper_case.
            ${person.familyName!""} ~ 4:3: Some people have no familyName, and would see nothing here. Write a text for them between the quotes, or put the sentence into <#if person.familyName?has_content>…</#if>.
            <#include "/etc/passwd"> ~ 4:1: <#include> is not part of the template language. Copy the text into this file.
            <#ftl output_format="HTML"> ~ 4:1: <#ftl> is not part of the template language. Remove the line: templates have no settings.
            <@mail.to> ~ 4:1: <@mail.to> is not part of the template language. Write the text.
            [#if x] ~ 4:1: [#if is not part of the template language. Write ${…} or <#if …>; a plain [ in text as \\[.
            <#if person.country = "DE">x</#if> ~ 4:21: = compares nothing. Write ==.
            <#if person.country>x</#if> ~ 4:20: The condition does not compare anything. Write person.country == "…" or person.country?has_content.
            <#if person.country == "DE">x ~ 4:1: <#if> is never closed. Write </#if> where the text for all readers continues.
            x</#if> ~ 4:2: </#if> closes nothing. Remove it, or write <#if …> before it.
            x<#else>y ~ 4:2: <#else> is outside an <#if>, or is its second one. Begin with <#if …>.
            <#-- never closed ~ 4:1: A comment is not closed. Write --> at its end.
            """)
    void refuses_everything_else_with_its_place_and_what_to_write_instead(String body, String problem) {
        assertThat(SmallTemplate.template().notice(body).problems()).contains("try/notice.md:" + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${app} ${ app } ${app?upper_case} ${app?cap_first} ${organisation}",
                "${deadline} ${deadline?short} ${deadline?date} ${deadline?time} ${day?short}",
                "${person.givenName!\"colleague\"} ${person.office!'the office'} <#if person.familyName?has_content && app == 'x'>${person.familyName}</#if>",
                "<#if person.country == \"DE\">a<#elseif person.country != 'AT' && !(app == \"x\")>b<#else>c</#if>",
                "<#if steps?has_content || person.office!\"x\" == \"x\">a</#if>",
                "<#list apps as one>${one?counter}. ${one}<#sep>, <#else>none</#list> ${apps?size}",
                "<#if remote && device == \"phone\" && (seats gt 100 || apps?size lte 2.5)>a</#if> ${remote} ${device}",
                "<#-- for editors only: <#assign> --> words",
                "Costs $5, 50 % of {all}, a \\[link], [a](https://example.org), 1 \\< 2"
            })
    void lets_the_language_pass(String body) {
        assertThat(SmallTemplate.template().notice(body).problems()).isEmpty();
    }

    @Test
    void reports_every_problem_of_a_file_at_once() {
        assertThat(SmallTemplate.template().notice("${a1}\n${b2}\n<#macro x>").problems())
                .hasSize(3);
    }

    @Test
    void reports_the_column_in_a_subject() {
        assertThat(SmallTemplate.template()
                        .file("notice.md", SmallTemplate.mail("By ${deadlin}", "x"))
                        .problems())
                .containsExactly("try/notice.md:2:16: There is no field \"deadlin\". Write ${deadline}.");
    }

    @Test
    void refuses_conditions_that_are_too_long_or_too_deep() {
        String endless = "<#if " + "!".repeat(5_000) + "(app == \"x\")>x</#if>";
        String long_ = "<#if app == \"x\"" + " || app == \"x\"".repeat(5_000) + ">x</#if>";
        String nested = "<#if app == \"x\">".repeat(500) + "</#if>".repeat(500);
        assertThat(SmallTemplate.template().notice(endless).problems()).anyMatch(said -> said.contains("too long"));
        assertThat(SmallTemplate.template().notice(long_).problems()).anyMatch(said -> said.contains("too long"));
        assertThat(SmallTemplate.template().notice(nested).problems())
                .anyMatch(said -> said.contains("nested too deeply"));
    }

    @Test
    void refuses_private_use_characters() {
        assertThat(SmallTemplate.template().notice("a \uE000givenName\uE001").problems())
                .contains("try/notice.md:4:3: This line has an invisible character. Type the line again.");
    }
}
