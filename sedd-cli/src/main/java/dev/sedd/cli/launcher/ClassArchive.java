package dev.sedd.cli.launcher;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The archive of loaded classes that Java 19 and newer writes at the end of a first run and maps at the start of all
 * further ones: {@code sedd/classes-KEY-BUILD.jsa} in the user's cache folder, with a key for each pair of jar and Java, and
 * one for the size and time of the jar. Java itself checks that both are those of the archive, and starts without where they
 * are not, or there is none, or it cannot be written; but it leaves an archive of an older jar as it is, hence the second key.
 * The environment's {@code SEDD_CACHE=off} switches it off.
 */
final class ClassArchive {
    /** What switches it off, or names another folder. */
    static final String SWITCH = "SEDD_CACHE";

    /** What an archive of this kind begins with, in the machine's order of bytes. */
    private static final int MAGIC = 0xf00baba8;

    private ClassArchive() {}

    /**
     * The options for a start. Empty where it is switched off, there is no folder for it, or another command than those
     * that generate text is to run: its classes would be too few.
     *
     * @param java the executable
     * @param jar the program
     * @param arguments the command line's
     */
    static List<String> options(File java, File jar, String[] arguments, Map<String, String> environment) {
        boolean generates = arguments.length > 0 && (arguments[0].equals("sample") || arguments[0].equals("infill"));
        File folder = folder(environment);
        if (!generates || folder == null || !(folder.isDirectory() || folder.mkdirs()) || !folder.canWrite()) {
            return new ArrayList<>();
        }
        String key = Integer.toHexString(
                Arrays.asList(java.getAbsolutePath(), jar.getAbsolutePath()).hashCode());
        String build = Integer.toHexString(
                Arrays.asList(jar.length(), jar.lastModified()).hashCode());
        File file = new File(folder, "classes-" + key + "-" + build + ".jsa");
        File[] kept = folder.listFiles((in, name) -> name.startsWith("classes-" + key + "-"));
        for (File archive : kept == null ? new File[0] : kept) {
            if (!archive.equals(file) || !begun(archive)) {
                archive.delete();
            }
        }
        return Arrays.asList(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off", "-Xlog:aot*=off");
    }

    /**
     * Whether a file begins as an archive does. Java writes the beginning last; it would complain about a file without it,
     * which a run that was killed has left, at every start.
     */
    private static boolean begun(File file) {
        try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
            int magic = in.readInt();
            return magic == MAGIC || magic == Integer.reverseBytes(MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    private static File folder(Map<String, String> environment) {
        String named = environment.getOrDefault(SWITCH, "");
        if (named.equals("off")) {
            return null;
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        if (!named.isEmpty()) {
            return new File(named);
        }
        if (!caches.isEmpty()) {
            return new File(caches, "sedd");
        }
        return home.isEmpty() ? null : new File(new File(home, ".cache"), "sedd");
    }
}
