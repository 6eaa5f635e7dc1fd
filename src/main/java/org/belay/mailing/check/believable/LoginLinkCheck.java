package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;
import org.belay.template.FieldType;

/** The notice has no link to a sign-in page, because people are taught to distrust such links. */
public final class LoginLinkCheck implements ContentCheck {
    private static final Pattern LOG_IN = Pattern.compile("log-?\\s?[io]n|sign-?\\s?in", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(
            "log-?\\s?[io]n|sign-?\\s?in|passwor[dt]|\\bverify|credential|einloggen|anmelde|zugangsdaten|connexion|mot de passe"
                    + "|iniciar sesi|contraseña",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "log-in-link",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The text or path of a link contains log in, sign in, password, verify, credentials or similar words in German, French and"
                        + " Spanish. A link field of the template may lead to a page for passwords.",
                Map.of("steps", "Open the settings of your phone and remove the app."),
                Map.of("steps", "[Log in here](https://intranet.example.org/login) and confirm."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return FieldLink.allIn(draft)
                .filter(link -> link.webAddress().isPresent())
                .filter(LoginLinkCheck::asksToLogIn)
                .map(link -> link.warning(
                        "log-in",
                        "A sign-in link (" + link.target() + ") looks like a forged mail.",
                        "Describe how people find the page without a link: \"open the intranet and choose Account\"."));
    }

    private static boolean asksToLogIn(FieldLink link) {
        Pattern pattern = link.fieldText().field().type() == FieldType.LINK ? LOG_IN : SECRET;
        return pattern.matcher(link.words()).find()
                || pattern.matcher(link.webAddress().get().getPath()).find();
    }
}
