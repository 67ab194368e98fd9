package dev.sedd.cli.launcher;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Finds arguments that did not come as they were typed. Java reads them in the character set of the environment's locale,
 * and takes a letter that this has not for another; which no argument can then have held, as that set has no such letter.
 */
final class Arguments {
    private Arguments() {}

    /**
     * What to say of the first such argument, or null where there is none.
     *
     * @param charset the name of the character set, or null where it is not known
     */
    static String lost(String[] arguments, String charset) {
        if (charset == null
                || !Charset.isSupported(charset)
                || !Charset.forName(charset).canEncode()) {
            return null;
        }
        CharsetEncoder encoder = Charset.forName(charset).newEncoder();
        for (int i = 0; i < arguments.length; i++) {
            if (!encoder.canEncode(arguments[i])) {
                return "argument " + (i + 1) + " holds letters that this environment's character set, " + charset
                        + ", does not have; set LC_ALL=C.UTF-8";
            }
        }
        return null;
    }
}
