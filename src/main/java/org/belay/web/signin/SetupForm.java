package org.belay.web.signin;

import io.nayuki.qrcodegen.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.factor.TotpSecret;
import org.springframework.ui.Model;

/** The form that adds a second factor: a QR code with a new secret, which waits in the session until the app has it. */
final class SetupForm {
    private static final String SECRET = "org.belay.web.signin.newSecret";

    private SetupForm() {}

    /** Adds the secret to the model, the same one until {@link #done}. */
    static void show(User user, String issuer, HttpServletRequest request, Model model) {
        TotpSecret secret = secret(request);
        request.getSession().setAttribute(SECRET, secret.text());
        QrCode code = QrCode.encodeText(secret.uri(issuer, user.address()), QrCode.Ecc.MEDIUM);
        model.addAttribute("secret", secret.text().replaceAll("(.{4})(?=.)", "$1 "));
        model.addAttribute("size", code.size);
        model.addAttribute("squares", squares(code));
    }

    static TotpSecret secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession().getAttribute(SECRET))
                .flatMap(text -> TotpSecret.read(text.toString()))
                .orElseGet(TotpSecret::random);
    }

    static void done(HttpServletRequest request) {
        request.getSession().removeAttribute(SECRET);
    }

    /** The dark squares as a path of SVG. */
    private static String squares(QrCode code) {
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
