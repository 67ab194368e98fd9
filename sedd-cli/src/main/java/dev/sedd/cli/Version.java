package dev.sedd.cli;

import dev.sedd.kernels.VectorWidth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} tells. */
final class Version implements IVersionProvider {
    private static final String PROPERTIES = "version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "sedd " + project(),
            "Java " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch"),
            VectorWidth.bits() + "-bit vectors, " + Runtime.getRuntime().availableProcessors() + " processors"
        };
    }

    private static String project() {
        try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
