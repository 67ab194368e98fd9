package dev.sedd.cli.launcher;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One Java on this machine: its executable, its feature release, and whether it has the vector module. */
final class JavaInstallation {
    /** The module that the numeric code is written with. */
    static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final long ANSWER_SECONDS = 10;

    private final File executable;
    private final int feature;
    private final boolean vectors;

    JavaInstallation(File executable, int feature, boolean vectors) {
        this.executable = executable;
        this.feature = feature;
        this.vectors = vectors;
    }

    /**
     * The Java in a home folder: what its {@code release} file says, else what {@code bin/java -version} answers.
     * Null where the folder holds no Java.
     */
    static JavaInstallation at(File home) {
        File executable = executableIn(home);
        if (executable == null) {
            return null;
        }
        Properties release = releaseFile(new File(home, "release"));
        String version = unquoted(release.getProperty("JAVA_VERSION", ""));
        if (JavaVersions.feature(version) == 0) {
            return asked(executable);
        }
        String modules = unquoted(release.getProperty("MODULES", VECTOR_MODULE));
        boolean vectors = Arrays.asList(modules.split(" ")).contains(VECTOR_MODULE);
        return new JavaInstallation(executable, JavaVersions.feature(version), vectors);
    }

    /** The Java behind an executable, by its answer to {@code -version}. Null where it gives none. */
    static JavaInstallation asked(File executable) {
        int feature = JavaVersions.featureInBanner(answer(executable));
        return feature == 0 ? null : new JavaInstallation(executable, feature, true);
    }

    /** The {@code java} of a home folder, or null. */
    static File executableIn(File home) {
        for (String name : new String[] {"java", "java.exe"}) {
            File file = new File(new File(home, "bin"), name);
            if (file.isFile() && file.canExecute()) {
                return file;
            }
        }
        return null;
    }

    File executable() {
        return executable;
    }

    int feature() {
        return feature;
    }

    /** Whether it is {@code atLeast} or newer and has the vector module. */
    boolean suits(int atLeast) {
        return feature >= atLeast && vectors;
    }

    @Override
    public String toString() {
        return "Java " + feature + (vectors ? "" : " without " + VECTOR_MODULE) + " at " + executable;
    }

    private static Properties releaseFile(File file) {
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            properties.clear(); // no such file, or not one of Java's: the executable is asked instead
        }
        return properties;
    }

    private static String unquoted(String value) {
        return value.replace("\"", "").trim();
    }

    private static String answer(File executable) {
        Process process = null;
        try {
            process = new ProcessBuilder(executable.getPath(), "-version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            return text(process.getInputStream());
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static String text(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1024];
        for (int n = in.read(buffer); n >= 0 && bytes.size() < 1 << 16; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
        }
        return bytes.toString("US-ASCII");
    }
}
