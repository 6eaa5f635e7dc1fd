package org.belay.mailing;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** No mail asks to log in behind a link: that is what people are taught to distrust. */
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
                "A link's words or path contain log in, sign in, password, verify, credentials or their like in German, French and"
                        + " Spanish. A link field that the template asks for may lead to a page for passwords.",
                Map.of("steps", "Open the settings of your phone and remove the app."),
                Map.of("steps", "[Log in here](https://intranet.example.org/login) and confirm."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft)
                .filter(link -> link.address().isPresent())
                .filter(CheckLogIn::asks)
                .map(link -> link.warning(
                        "log-in",
                        "A link to log in (" + link.target() + ") is what forged mails consist of.",
                        "Say how people get there by themselves: \"open the intranet and choose Account\"."));
    }

    private static boolean asks(WrittenLink link) {
        Pattern sign = link.entry().field().type() == FieldType.LINK ? LOG_IN : SECRET;
        return sign.matcher(link.words()).find()
                || sign.matcher(link.address().get().getPath()).find();
    }
}
