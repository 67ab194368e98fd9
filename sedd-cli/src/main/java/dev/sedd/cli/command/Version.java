package dev.sedd.cli.command;

import dev.sedd.kernels.VectorWidth;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String project = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "sedd " + Objects.requireNonNullElse(project, "(run from its classes, not from its jar)"),
            "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch"),
            VectorWidth.bits() + "-bit vectors, " + Runtime.getRuntime().availableProcessors() + " processors"
        };
    }
}
