package org.belay.lab.process;

import java.util.List;
import java.util.function.Consumer;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;

/** One delivery as Belay recorded it. */
public record RecordedDelivery(String address, String state, long attempts, String messageId) {
    private static final int PAGE = 1000;

    public boolean accepted() {
        return state.equals("ACCEPTED");
    }

    public boolean uncertain() {
        return state.equals("IN_DOUBT");
    }

    /**
     * Reads all deliveries of one dispatch, page by page.
     *
     * @param mailing its path, such as {@code /mailings/M-0147}
     * @param dispatch {@code NOTICE} or {@code CORRECTION}
     */
    public static void forEach(ApiClient api, String mailing, String dispatch, Consumer<RecordedDelivery> reader) {
        for (long offset = 0; ; offset += PAGE) {
            List<JsonObject> page = api.get(
                            mailing + "/deliveries?dispatch=" + dispatch + "&limit=" + PAGE + "&offset=" + offset)
                    .list("deliveries");
            page.forEach(row -> reader.accept(new RecordedDelivery(
                    row.text("address"), row.text("state"), row.number("attempts"), row.text("messageId"))));
            if (page.size() < PAGE) return;
        }
    }
}
