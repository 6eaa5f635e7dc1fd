package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A form that uploads a file ({@code multipart/form-data}, RFC 7578). Its fields become parameters, so that the check of forms sees its
 * token as in any other form; its file goes to the temporary folder while it arrives. Only one path takes such forms.
 */
final class UploadedForm extends HttpServletRequestWrapper implements AutoCloseable {
    static final String PATH = "/audiences/uploads";
    static final long LARGEST = 100L * 1024 * 1024;

    private static final int LARGEST_FIELD = 2 * 1024 * 1024;
    private static final int LARGEST_HEADER = 8 * 1024;
    private static final int MOST_PARTS = 20;

    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private @Nullable UploadedFile file;

    /** Why a form was not read, with the HTTP status. */
    static final class FormNotRead extends Exception {
        final int status;

        FormNotRead(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    private UploadedForm(HttpServletRequest request) {
        super(request);
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values.clone()));
    }

    static boolean is(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getRequestURI().equals(PATH)
                && Optional.ofNullable(request.getContentType())
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("multipart/form-data");
    }

    /** @param body of the request; read to its end */
    static UploadedForm read(HttpServletRequest request, InputStream body) throws IOException, FormNotRead {
        var form = new UploadedForm(request);
        try {
            form.readParts(body);
            return form;
        } catch (FileUploadException | IllegalArgumentException malformed) {
            form.close();
            throw new FormNotRead(400, "The form with the file did not arrive as browsers send it. Nothing was done.");
        } catch (IOException | RuntimeException | FormNotRead e) {
            form.close();
            throw e;
        }
    }

    private void readParts(InputStream body) throws IOException, FileUploadException, FormNotRead {
        var parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        parser.setPartHeaderSizeMax(LARGEST_HEADER);
        var parts = parser.getItemIterator(context(super.getContentType(), body));
        for (int n = 0; parts.hasNext(); n++) {
            if (n == MOST_PARTS) throw new FormNotRead(400, "The form has too many fields. Nothing was done.");
            FileItemStream part = parts.next();
            try (InputStream content = part.openStream()) {
                if (part.isFormField()) readField(part.getFieldName(), content);
                else readFile(Optional.ofNullable(part.getName()).orElse(""), content);
            }
        }
    }

    private void readField(@Nullable String name, InputStream content) throws IOException, FormNotRead {
        byte[] value = content.readNBytes(LARGEST_FIELD + 1);
        if (value.length > LARGEST_FIELD) {
            throw new FormNotRead(
                    413, "A field of the form has more than 2 MB. Nothing was done. Upload the list as a file.");
        }
        if (name != null) parameters.put(name, new String[] {new String(value, StandardCharsets.UTF_8)});
    }

    /** A form without a chosen file has an empty part for it. */
    private void readFile(String name, InputStream content) throws IOException, FormNotRead {
        if (file != null) throw new FormNotRead(400, "The form has two files. Nothing was done. Upload one.");
        Path path = Files.createTempFile("belay-upload", ".tmp");
        file = new UploadedFile(name, path, 0);
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] piece = new byte[64 * 1024];
            int got;
            while ((got = content.read(piece)) >= 0) {
                bytes += got;
                if (bytes > LARGEST) throw tooLarge();
                out.write(piece, 0, got);
            }
        }
        if (name.isEmpty() && bytes == 0) close();
        else file = new UploadedFile(name, path, bytes);
    }

    static FormNotRead tooLarge() {
        return new FormNotRead(
                413,
                "The file has more than 100 MB. Nothing was done. Go back, and save the list as \"CSV UTF-8\" without columns that"
                        + " no template needs; the command line imports larger files: belay audience import FILE.");
    }

    private static UploadContext context(String type, InputStream body) {
        return new UploadContext() {
            @Override
            public String getCharacterEncoding() {
                return StandardCharsets.UTF_8.name();
            }

            @Override
            public long contentLength() {
                return -1;
            }

            @Override
            public String getContentType() {
                return type;
            }

            @Override
            public InputStream getInputStream() {
                return body;
            }
        };
    }

    /** From here on a form like any other: what follows must not look for the parts, which were read. */
    @Override
    public String getContentType() {
        return MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return name.equals(UploadedFile.ATTRIBUTE) ? file : super.getAttribute(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        UploadedFile kept = file;
        file = null;
        if (kept != null) Files.deleteIfExists(kept.path());
    }
}
