package org.belay.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the manifest of the jar. */
final class JarVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(JarVersion.class.getPackage().getImplementationVersion())
                .orElse("from sources");
        return new String[] {"belay " + version + ", Java " + Runtime.version().feature()};
    }
}
