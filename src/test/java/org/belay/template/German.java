package org.belay.template;

import java.util.Map;

/** German words for the shipped templates' fields. */
final class German {
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
                    "contact_details", "IT-Service, Durchwahl 4357",
                    "now_true", "Sie können TikTok auf allen Geräten behalten und wie bisher nutzen.",
                    "if_already_acted", "Sie können die App wieder installieren. Ihr Konto ist unverändert.",
                    "cause", "Die E-Mail war ein Entwurf und ging versehentlich hinaus."));

    private German() {}

    static Map<String, String> examples(String key) {
        return WORDS.getOrDefault(key, Map.of());
    }
}
