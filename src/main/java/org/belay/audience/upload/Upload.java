package org.belay.audience.upload;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.table.FileKind;

/**
 * An uploaded file.
 *
 * @param audience name of the audience that it is for
 * @param parts number of its parts
 * @param columns what was chosen: meaning by name of a column; empty before
 * @param disabled what was chosen when its import began
 * @param badRows likewise
 * @param readRows progress of its import
 * @param message result of its import, or the reason why nothing was imported
 * @param interrupted whether its import has reported no progress for a while, as after a restart
 */
public record Upload(
        UUID id,
        String audience,
        String fileName,
        FileKind kind,
        int parts,
        Map<String, String> columns,
        DisabledAccountPolicy disabled,
        BadRowPolicy badRows,
        UploadState state,
        long readRows,
        String message,
        Instant createdAt,
        boolean interrupted) {}
