package dev.sedd.cli.launcher;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Looks for a Java that is new enough. What the user points at comes first, in this order: the Java that runs now,
 * JAVA_HOME, other variables named after Java that hold a home folder (JAVA25_HOME, JAVA_HOME_25_X64, JDK_HOME, ...),
 * PATH. Then the places where installers put one, the newest release of them.
 */
final class JavaFinder {
    private static final Pattern VARIABLE = Pattern.compile("(JAVA|JDK|GRAALVM)[A-Z0-9_]*", Pattern.CASE_INSENSITIVE);

    /** Folders of homes; the star stands for any one name. */
    private static final String[] USUAL_PLACES = {
        "/usr/lib/jvm/*",
        "/usr/lib64/jvm/*",
        "/usr/java/*",
        "/usr/local/java*",
        "/usr/local/openjdk*",
        "/opt/java*",
        "/opt/jdk*",
        "/opt/java/*",
        "/opt/jdk/*",
        "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "~/.sdkman/candidates/java/*",
        "~/.asdf/installs/java/*",
        "~/.local/share/mise/installs/java/*",
        "~/.jdks/*",
        "~/.gradle/jdks/*",
        "C:/Program Files/Java/*",
        "C:/Program Files/Eclipse Adoptium/*",
        "C:/Program Files/Microsoft/jdk*",
        "C:/Program Files/Zulu/*",
        "C:/Program Files/Amazon Corretto/*",
        "C:/Program Files/BellSoft/*",
        "~/scoop/apps/*/current",
    };

    private final Map<String, String> environment;
    private final File runningHome;
    private final File userHome;
    private final String[] places;
    private final Map<String, JavaInstallation> seen = new LinkedHashMap<>();

    JavaFinder(Map<String, String> environment, File runningHome, File userHome, String... places) {
        this.environment = environment;
        this.runningHome = runningHome;
        this.userHome = userHome;
        this.places = places.clone();
    }

    /** Looks on this machine, as this process sees it. */
    static JavaFinder here() {
        File running = new File(System.getProperty("java.home"));
        File user = new File(System.getProperty("user.home"));
        return new JavaFinder(System.getenv(), running, user, USUAL_PLACES);
    }

    /** The first suitable Java of those that the user points at, else the newest in the usual places; null if none. */
    JavaInstallation find(int atLeast) {
        for (File home : pointedAt()) {
            JavaInstallation java = look(home);
            if (java != null && java.suits(atLeast)) {
                return java;
            }
        }
        for (File executable : onPath()) {
            JavaInstallation java = lookBehind(executable);
            if (java != null && java.suits(atLeast)) {
                return java;
            }
        }
        JavaInstallation newest = null;
        for (File home : usualHomes()) {
            JavaInstallation java = look(home);
            if (java != null && java.suits(atLeast) && (newest == null || java.feature() > newest.feature())) {
                newest = java;
            }
        }
        return newest;
    }

    /** Every Java that {@link #find} came across, in the order of the search. */
    List<JavaInstallation> found() {
        List<JavaInstallation> found = new ArrayList<>(seen.values());
        found.removeAll(Collections.singleton(null));
        return found;
    }

    private List<File> pointedAt() {
        List<File> homes = new ArrayList<>();
        homes.add(runningHome);
        homes.add(homeIn("JAVA_HOME"));
        for (String name : new TreeMap<>(environment).descendingKeySet()) {
            if (VARIABLE.matcher(name).matches()) {
                homes.add(homeIn(name));
            }
        }
        homes.removeAll(Collections.singleton(null));
        return homes;
    }

    private File homeIn(String variable) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? null : new File(value);
    }

    private List<File> onPath() {
        List<File> executables = new ArrayList<>();
        String path = environment.get("PATH");
        for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
            for (String name : new String[] {"java", "java.exe"}) {
                File file = new File(folder, name);
                if (!folder.isEmpty() && file.isFile() && file.canExecute()) {
                    executables.add(file);
                }
            }
        }
        return executables;
    }

    private List<File> usualHomes() {
        List<File> homes = new ArrayList<>();
        for (String place : places) {
            homes.addAll(expanded(place));
        }
        return homes;
    }

    private List<File> expanded(String place) {
        List<File> files = new ArrayList<>();
        String absolute = place.startsWith("~/") ? userHome + place.substring(1) : place;
        int star = absolute.indexOf('*');
        int slash = absolute.lastIndexOf('/', star);
        int next = absolute.indexOf('/', star);
        String prefix = absolute.substring(slash + 1, star);
        String rest = next < 0 ? "" : absolute.substring(next + 1);
        String[] names = new File(absolute.substring(0, slash + 1)).list();
        if (names == null) {
            return files;
        }
        for (String name : names) {
            if (name.startsWith(prefix)) {
                File folder = new File(absolute.substring(0, slash + 1), name);
                files.add(rest.isEmpty() ? folder : new File(folder, rest));
            }
        }
        Collections.sort(files);
        return files;
    }

    private JavaInstallation look(File home) {
        String key = canonical(home).getPath();
        if (!seen.containsKey(key)) {
            seen.put(key, JavaInstallation.at(home));
        }
        return seen.get(key);
    }

    /** The home that an executable belongs to; where that is no home, as with a version manager's script, it is asked. */
    private JavaInstallation lookBehind(File executable) {
        File folder = canonical(executable).getParentFile();
        File home = folder == null ? null : folder.getParentFile();
        if (home != null && new File(home, "release").isFile()) {
            return look(home);
        }
        String key = canonical(executable).getPath();
        if (!seen.containsKey(key)) {
            seen.put(key, JavaInstallation.asked(executable));
        }
        return seen.get(key);
    }

    private static File canonical(File file) {
        try {
            return file.getCanonicalFile();
        } catch (IOException e) {
            return file.getAbsoluteFile();
        }
    }
}
