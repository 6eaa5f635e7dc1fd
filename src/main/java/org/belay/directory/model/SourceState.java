package org.belay.directory.model;

/** Result of the last try to read a source. */
public enum SourceState {
    /** Not read since it was defined. */
    NEW,
    /** The people of the audience are those of the last try. */
    CURRENT,
    /** Read, but too many people would be removed. The audience keeps its people until a person accepts that. */
    HELD,
    /** Not read completely. The audience keeps its people. */
    FAILED
}
