package org.belay.template;

import java.util.Map;

/** German words for the shipped templates' fields, beside their English examples. */
final class German {
    private static final String DETAILS = "IT-Service, Durchwahl 4357, rund um die Uhr";
    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "mandatory-app-removal",
            Map.of(
                    "device_scope", "allen Telefonen und Tablets, auf denen Sie Firmen-E-Mail lesen",
                    "reason", "Unsere Geräteprüfung vom November 2026 hat die App nicht freigegeben.",
                    "exception", "Im Browser Ihres Laptops bleibt TikTok erlaubt.",
                    "how_to",
                            "1. Halten Sie das Symbol gedrückt.\n2. Wählen Sie **App entfernen**.\n3. Bestätigen Sie.",
                    "consequence",
                            "Danach erhält ein Gerät mit der App keine Firmen-E-Mail mehr, bis sie entfernt ist.",
                    "contact_details", DETAILS,
                    "now_true", "Sie können TikTok auf allen Geräten behalten und wie bisher nutzen.",
                    "if_already_acted", "Sie können die App wieder installieren. Ihr Konto ist unverändert.",
                    "cause", "Die E-Mail war ein Entwurf und ging versehentlich hinaus."),
            "password-reset-required",
            Map.of(
                    "account", "das Tessamar-Konto",
                    "affected", "Alle, die ihr Passwort seit dem 1. Oktober 2026 nicht geändert haben.",
                    "reason", "Ab Januar brauchen Konten Passwörter mit mindestens 14 Zeichen.",
                    "exception",
                            "Wenn Sie sich nur mit einem Sicherheitsschlüssel anmelden, brauchen Sie nichts zu tun.",
                    "how_to", "1. Melden Sie sich an.\n2. Wählen Sie **Passwort ändern**.",
                    "consequence", "Danach werden Sie bei der nächsten Anmeldung nach einem neuen Passwort gefragt.",
                    "contact_details", DETAILS,
                    "now_true", "Ihr bisheriges Passwort gilt weiter. Nichts deutet darauf hin, dass es jemand kennt.",
                    "if_already_acted", "Behalten Sie das neue Passwort. Sie brauchen es nicht zurückzuändern.",
                    "cause", "Die E-Mail war für später vorbereitet und ging versehentlich hinaus."),
            "planned-outage",
            Map.of(
                    "service", "E-Mail und Kalender",
                    "affected", "Alle, die Firmen-E-Mail lesen, auf jedem Gerät.",
                    "effect", "Sie können keine E-Mails senden oder empfangen. Chat und Telefon funktionieren weiter.",
                    "reason", "Wir ziehen die Mailserver in das neue Rechenzentrum um.",
                    "action", "Nichts. E-Mails an Sie kommen danach an.",
                    "exception", "Das Telefon des IT-Service ist die ganze Nacht besetzt.",
                    "contact_details", DETAILS,
                    "now_true", "E-Mail und Kalender bleiben am Abend des 5. Dezember verfügbar.",
                    "if_already_acted", "Wenn Sie deswegen einen Termin verlegt haben, können Sie ihn zurückverlegen.",
                    "cause", "Der Umzug wurde verschoben, und die E-Mail ging versehentlich hinaus."));

    private German() {}

    static Map<String, String> examples(String key) {
        return WORDS.get(key);
    }
}
