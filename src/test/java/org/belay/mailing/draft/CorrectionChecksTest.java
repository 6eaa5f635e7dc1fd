package org.belay.mailing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.complete.MissingLanguageCheck;
import org.belay.mailing.check.correction.CorrectionDatesCheck;
import org.belay.mailing.check.correction.CorrectionOpeningCheck;
import org.belay.mailing.check.correction.RepeatedDemandCheck;
import org.belay.mailing.check.sound.TextLanguageCheck;
import org.belay.template.files.TemplateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Missing languages, and corrections that name other days than the notice or repeat its demand. */
class CorrectionChecksTest {

    private static DraftFixture of(String template) {
        return DraftFixture.of(TemplateReader.read(Path.of("templates", template)));
    }

    private static List<String> ids(DraftFixture draft, ContentCheck check) {
        return check.findings(draft.checked()).map(CheckFinding::id).toList();
    }

    @Test
    void a_missing_language_is_reported_with_its_number_of_readers() {
        DraftFixture draft = of("planned-outage")
                .with("readers.de", "640")
                .with("readers.de_AT", "31")
                .with("readers.it", "9");

        assertThat(new MissingLanguageCheck().findings(draft.checked()).map(CheckFinding::message))
                .containsExactly("671 people read German and get English, although the template has German.");
        assertThat(ids(draft.with("now_true_de", "Nichts wird abgeschaltet."), new MissingLanguageCheck()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Email and calendar will stay | untranslated words",
                "You may keep it all. | a short sentence",
                "Nothing is switched off. You can send email as usual, and your calendar works. | a long text",
            })
    void text_in_the_drafts_language_in_a_translation_is_reported(String german, String what) {
        assertThat(ids(
                        of("planned-outage").with("now_true", german).with("now_true_de", german),
                        new TextLanguageCheck()))
                .as(what)
                .containsExactly("now_true-language");
    }

    @Test
    void a_name_may_be_the_same_in_every_language() {
        assertThat(ids(
                        of("planned-outage")
                                .with("service", "Microsoft Teams Rooms Pro")
                                .with("service_de", "Microsoft Teams Rooms Pro"),
                        new TextLanguageCheck()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Email and calendar stay available on the evening of 5 December. Nothing is switched off.",
                "en | Email stays available on December 9, 2026.",
                "en | Everything works on 10 December 2025.",
                "en | The service stays available until 7 December.",
                "de | E-Mail und Kalender bleiben am Abend des 5. Dezember verfügbar.",
                "fr | La messagerie reste disponible le soir du 5 décembre.",
                "es | El correo sigue disponible la noche del 5 de diciembre.",
            })
    void a_day_that_the_notice_does_not_name_is_reported(String language, String now) {
        assertThat(ids(outage().written(language).with("now_true", now), new CorrectionDatesCheck()))
                .containsExactly("now_true-other-date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Email and calendar stay available on the evening of 10 December.",
                "en | Email and calendar stay available on 11 December 2026.",
                "en | The outage is postponed to 12 January.",
                "en | It takes place on 9 December instead.",
                "en | The service stays available until 31 January 2027.",
                "en | Nothing has changed since 1 October 2026.",
                "de | Die Unterbrechung ist auf den 12. Januar verschoben.",
                "fr | L’interruption est reportée au 12 janvier.",
                "es | La interrupción se aplaza al 12 de enero.",
            })
    void a_day_of_the_notice_or_a_new_day_passes(String language, String now) {
        assertThat(ids(outage().written(language).with("now_true", now), new CorrectionDatesCheck()))
                .isEmpty();
    }

    private static DraftFixture outage() {
        return of("planned-outage")
                .with("starts", "2026-12-10T20:00[Europe/Berlin]")
                .with("ends", "2026-12-11T02:00[Europe/Berlin]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Remove the TikTok app from every phone, this was asked by mistake.",
                "en | Please remove TikTok from every phone and tablet. This was asked by mistake.",
                "en | This was a mistake: remove it.",
                "en | You must remove the app from your phone.",
                "en | If you have not done so, remove the app.",
                "de | Entfernen Sie die App TikTok, darum wurde versehentlich gebeten.",
                "de | Bitte die App entfernen, das war ein Versehen.",
                "de | Sie müssen die App von Ihrem Telefon entfernen.",
                "fr | Désinstallez l’application TikTok, cela a été demandé par erreur.",
                "fr | Vous devez désinstaller l’application.",
                "es | Desinstale la aplicación TikTok, se pidió por error.",
                "es | Tiene que desinstalar la aplicación.",
            })
    void a_correction_that_repeats_the_demand_is_reported(String language, String now) {
        assertThat(ids(of("mandatory-app-removal").written(language).with("now_true", now), new RepeatedDemandCheck()))
                .containsExactly("now_true-demand");
        assertThat(ids(
                        of("mandatory-app-removal").written(language).with("if_already_acted", now),
                        new RepeatedDemandCheck()))
                .containsExactly("if_already_acted-demand");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | You do not have to remove the app from any phone.",
                "en | Do not remove the app.",
                "en | We asked you to remove the app. That was wrong.",
                "en | If you have removed the app, you may install it again.",
                "en | TikTok stays allowed on every phone and tablet.",
                "de | Sie müssen die App nicht entfernen.",
                "de | Wenn Sie die App entfernt haben, können Sie sie wieder installieren.",
                "fr | Vous n’avez pas à désinstaller l’application. Ne désinstallez rien.",
                "es | No desinstale la aplicación. No tiene que desinstalar nada.",
            })
    void a_correction_that_lifts_the_demand_passes(String language, String now) {
        assertThat(ids(of("mandatory-app-removal").written(language).with("now_true", now), new RepeatedDemandCheck()))
                .isEmpty();
    }

    @Test
    void a_preview_that_repeats_the_demand_is_reported() {
        DraftFixture draft = DraftFixture.good()
                .with(
                        "correction.md",
                        "---\nsubject: 'Correction: ${topic}'\npreview: '${now_true}'\n---\n"
                                + "# Our email is withdrawn, do not follow it\n\n${now_true} ${if_already_acted} ${contact}\n\n"
                                + "::: withdrawn\n:::\n")
                .with("now_true", "We withdraw our email, you need not do it. Remove the app, it said by mistake.");

        assertThat(ids(draft, new CorrectionOpeningCheck())).containsExactly("preview-alone-en");
    }
}
