package org.belay.audience.upload;

/** How far an upload is. */
public enum UploadState {
    WAITING,
    IMPORTING,
    DONE,
    /** The import ended without a change; the upload can be imported again. */
    REFUSED
}
