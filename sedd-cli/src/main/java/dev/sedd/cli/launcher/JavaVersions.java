package dev.sedd.cli.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the version strings of Java releases, the old scheme's ("1.8.0_402") and the new one's ("25.0.3", "26-ea"). */
final class JavaVersions {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4}+)(?:\\.(\\d{1,4}+))?(?!\\d).*", Pattern.DOTALL);
    private static final Pattern BANNER = Pattern.compile("version \"([^\"]+)\"");

    private JavaVersions() {}

    /** The feature release that a version string names: 8 for "1.8.0_402", 25 for "25-ea"; 0 where it names none. */
    static int feature(String version) {
        Matcher matcher = NUMBERS.matcher(version.trim());
        if (!matcher.matches()) {
            return 0;
        }
        int first = Integer.parseInt(matcher.group(1));
        return first == 1 && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : first;
    }

    /** The feature release in the output of {@code java -version}; 0 where there is none in it. */
    static int featureInBanner(String output) {
        Matcher matcher = BANNER.matcher(output);
        return matcher.find() ? feature(matcher.group(1)) : 0;
    }
}
