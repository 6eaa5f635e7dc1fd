package org.belay.lab.process;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The mailing of the seed story, as the body of {@code POST /mailings}. */
public final class ExampleDraft {
    private ExampleDraft() {}

    /** With the exception, as in the true story, but without a reason. */
    public static Map<String, Object> withoutReason(String audience, int pace) {
        ZonedDateTime deadline = ZonedDateTime.now(ZoneId.of("Europe/Berlin"))
                .plusDays(10)
                .truncatedTo(ChronoUnit.DAYS)
                .withHour(18);
        var values = new LinkedHashMap<String, String>();
        values.put("app", "TikTok");
        values.put("device_scope", "phone and tablet that receives company email");
        values.put("deadline", deadline.toLocalDateTime() + "[Europe/Berlin]");
        values.put("exception", "TikTok in the browser of your company laptop stays allowed.");
        values.put("how_to", """
                1. Press and hold the icon.
                2. Choose **Remove App** (iPhone, iPad) or **Uninstall** (Android).
                3. Confirm. Your account is not deleted.""");
        values.put(
                "consequence",
                "After the deadline, a device that still has the app stops receiving company email until the app is removed.");
        values.put("contact", "servicedesk@tessamar.example");
        values.put("contact_details", "IT Service Desk, extension 4357, all day and night");
        var memo = new LinkedHashMap<String, Object>();
        memo.put("template", "mandatory-app-removal");
        memo.put("language", "en");
        memo.put("values", values);
        memo.put(
                "correction",
                Map.of(
                        "now_true",
                        "You may keep TikTok on all your devices and go on using it as before. Our rules for apps have not changed.",
                        "if_already_acted",
                        "You may install it again. Your account and its content were not touched.",
                        "cause",
                        "The email was a draft that was never decided. It went out by mistake."));
        memo.put("audience", audience);
        memo.put("pace", Integer.toString(pace));
        return memo;
    }

    /** The same with the missing reason. */
    public static Map<String, Object> withReason(Map<String, Object> memo) {
        var values = new LinkedHashMap<String, Object>();
        Map<?, ?> written = (Map<?, ?>) Objects.requireNonNull(memo.get("values"));
        written.forEach((name, text) -> values.put(name.toString(), text));
        values.put(
                "reason", "Our device review of this month did not clear the app for devices that hold company data.");
        var complete = new LinkedHashMap<>(memo);
        complete.put("values", values);
        return complete;
    }
}
