package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.belay.template.PulledVersions;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a template as they are pushed.
 *
 * <pre>
 * {"base": {"number": 4, "sha256": "9f86…"}, "note": "Say who to contact", "files": {"template.yaml": "…", "notice.md": "…"}}
 * </pre>
 *
 * @param base the version from which the files started; missing for a new template
 */
record PushBody(Base base, String note, Map<String, String> files) {
    /** Larger than the limit of a template, as JSON. */
    private static final int LARGEST = 8 << 20;

    record Base(int number, String sha256) {}

    static PushBody read(HttpServletRequest request) throws IOException {
        byte[] json = request.getInputStream().readNBytes(LARGEST + 1);
        if (json.length > LARGEST) {
            throw new Unreadable("The body has more than " + (LARGEST >> 20)
                    + " MB, which is above the limit of a template. Nothing was published.");
        }
        try {
            PushBody body = JsonMapper.shared().readValue(json, PushBody.class);
            Unreadable.wanted("files", body == null ? null : body.files());
            BodyLimits.checkFiles(body);
            if (body.files().values().stream().anyMatch(Objects::isNull)) {
                throw new Unreadable(
                        "A file of \"files\" has no text. Nothing was published. Leave out missing files.");
            }
            return body;
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException(e.getOriginalMessage(), e, new ServletServerHttpRequest(request));
        }
    }

    public String note() {
        return note == null ? "" : note;
    }

    Optional<PulledVersions.Base> pulled() {
        return Optional.ofNullable(base)
                .map(one -> new PulledVersions.Base(one.number(), Unreadable.wanted("sha256", one.sha256())));
    }
}
