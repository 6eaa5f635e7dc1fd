package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** Consequences are stated as facts that end, not as threats. */
public final class ThreatCheck implements ContentCheck {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern THREAT = Pattern.compile(
            "(?:account|access|mailbox|profile|device|data)s? (?:will|may|shall|is going to) be (?:\\w+ ){0,2}(?:suspended|locked|blocked"
                    + "|deleted|terminated|disabled|closed|deactivated|revoked|lost)|lose (?:your |all )?(?:access|account|data)"
                    + "|disciplinary (?:action|measures)|legal (?:action|consequences)|face consequences"
                    + "|(?:Konto|Zugang|Postfach|Zugriff|Gerät)\\w* wird (?:\\w+ ){0,2}(?:gesperrt|gelöscht|geschlossen|deaktiviert|entzogen)"
                    + "|disziplinarisch\\w*|arbeitsrechtlich\\w* (?:Folgen|Konsequenzen|Schritte)"
                    + "|compte sera (?:\\w+ ){0,2}(?:suspendu|bloqué|supprimé|désactivé|fermé)|sanctions? disciplinaires?"
                    + "|cuenta será (?:\\w+ ){0,2}(?:suspendida|bloqueada|eliminada|desactivada|cerrada)|medidas disciplinarias",
            FLAGS);
    private static final Pattern END = Pattern.compile(
            "\\b(?:until|again|restored?|re-?open\\w*|unlock\\w*|nothing (?:is|on|will)|bis|wieder|nichts (?:wird|auf|geht)"
                    + "|jusqu|à nouveau|de nouveau|rien n|hasta|de nuevo|nada se)",
            FLAGS);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "threat",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "A text says that an account, access or mailbox will be suspended, locked, deleted, terminated …, or mentions disciplinary"
                        + " or legal action, and does not say how that ends (until, again, restored …). Forged mails use such threats.",
                Map.of("consequence", "After the deadline the phone stops receiving email until the app is removed."),
                Map.of("consequence", "Otherwise your account will be suspended."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts()
                .filter(entry -> !entry.field().correction())
                .flatMap(entry -> {
                    Matcher threat = THREAT.matcher(entry.text());
                    if (!threat.find() || END.matcher(entry.text()).find()) return Stream.empty();
                    return Stream.of(CheckFinding.warning(
                                    entry.name() + "-threat",
                                    entry.name(),
                                    "\"" + threat.group() + "\" is a typical threat of forged mails.",
                                    "Say what stops working, and until when, for example: … until the app is removed. Nothing is deleted.")
                            .forText(entry));
                });
    }
}
