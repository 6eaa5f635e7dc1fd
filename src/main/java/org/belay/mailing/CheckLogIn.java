package org.belay.mailing;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** The notice has no link to a sign-in page, because people are taught to distrust such links. */
final class CheckLogIn implements Check {
    private static final Pattern LOG_IN = Pattern.compile("log-?\\s?[io]n|sign-?\\s?in", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(
            "log-?\\s?[io]n|sign-?\\s?in|passwor[dt]|\\bverify|credential|einloggen|anmelde|zugangsdaten|connexion|mot de passe"
                    + "|iniciar sesi|contraseña",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public About about() {
        return new About(
                "log-in-link",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "The text or path of a link contains log in, sign in, password, verify, credentials or similar words in German, French and"
                        + " Spanish. A link field of the template may lead to a page for passwords.",
                Map.of("steps", "Open the settings of your phone and remove the app."),
                Map.of("steps", "[Log in here](https://intranet.example.org/login) and confirm."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft)
                .filter(link -> link.address().isPresent())
                .filter(CheckLogIn::asksToLogIn)
                .map(link -> link.warning(
                        "log-in",
                        "A sign-in link (" + link.target() + ") looks like a forged mail.",
                        "Describe how people find the page without a link: \"open the intranet and choose Account\"."));
    }

    private static boolean asksToLogIn(WrittenLink link) {
        Pattern pattern = link.entry().field().type() == FieldType.LINK ? LOG_IN : SECRET;
        return pattern.matcher(link.words()).find()
                || pattern.matcher(link.address().get().getPath()).find();
    }
}
