package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.belay.api.problem.BodyLimits;
import org.belay.api.problem.UnusableRequest;
import org.belay.template.files.PulledVersions;
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
record TemplatePushBody(PushBase base, String note, Map<String, String> files) {
    /** Larger than the limit of a template, as JSON. */
    private static final int LARGEST = 8 << 20;

    record PushBase(int number, String sha256) {}

    static TemplatePushBody read(HttpServletRequest request) throws IOException {
        byte[] json = request.getInputStream().readNBytes(LARGEST + 1);
        if (json.length > LARGEST) {
            throw new UnusableRequest("The body has more than " + (LARGEST >> 20)
                    + " MB, which is above the limit of a template. Nothing was published.");
        }
        try {
            TemplatePushBody body = JsonMapper.shared().readValue(json, TemplatePushBody.class);
            if (body == null) throw UnusableRequest.missing("files");
            UnusableRequest.required("files", body.files());
            BodyLimits.checkFiles(body);
            if (body.files().values().stream().anyMatch(Objects::isNull)) {
                throw new UnusableRequest(
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

    Optional<PulledVersions.PulledVersion> pulled() {
        return Optional.ofNullable(base)
                .map(one -> new PulledVersions.PulledVersion(
                        one.number(), UnusableRequest.required("sha256", one.sha256())));
    }
}
