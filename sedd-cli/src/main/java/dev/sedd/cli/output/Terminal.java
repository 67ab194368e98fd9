package dev.sedd.cli.output;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What the program's output is connected to.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param cursor whether the terminal understands the movement of the cursor within a line: TERM is not {@code dumb}
 * @param ansi whether escape sequences may be written to it: {@code cursor}, and NO_COLOR is not set
 * @param columns its width in characters
 * @param rows its height in lines
 */
public record Terminal(boolean out, boolean err, boolean cursor, boolean ansi, int columns, int rows) {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final long PATIENCE_SECONDS = 2;

    /** No terminal at all: files and pipes. */
    public static Terminal none() {
        return new Terminal(false, false, false, false, COLUMNS, ROWS);
    }

    /** Looks at this process. No JDK call tells the two streams apart, so the shell is asked, where there is one. */
    public static Terminal detect() {
        int streams = streams();
        if (streams == 0) {
            return none();
        }
        String term = System.getenv("TERM");
        boolean windows = File.separatorChar == '\\';
        boolean cursor = windows || term != null && !term.isEmpty() && !term.equals("dumb");
        String noColor = System.getenv("NO_COLOR");
        boolean ansi = cursor && (noColor == null || noColor.isEmpty());
        int[] size = size();
        return new Terminal((streams & 1) != 0, (streams & 2) != 0, cursor, ansi, size[1], size[0]);
    }

    /** Bit 0: standard output is a terminal. Bit 1: standard error is. */
    private static int streams() {
        try {
            Process test = new ProcessBuilder("sh", "-c", "s=0; test -t 1 && s=1; test -t 2 && s=$((s + 2)); exit $s")
                    .inheritIO()
                    .start();
            if (test.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return test.exitValue() & 3;
            }
            test.destroyForcibly();
        } catch (IOException e) {
            // No shell: the JDK's own answer, which speaks of input and output together, has to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.console() != null && System.console().isTerminal() ? 3 : 0;
    }

    /** Rows and columns. */
    private static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] words =
                    new String(stty.getInputStream().readNBytes(64)).trim().split(" ");
            if (stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && words.length == 2) {
                int rows = Integer.parseInt(words[0]);
                int columns = Integer.parseInt(words[1]);
                if (rows > 1 && columns > 1) {
                    return new int[] {rows, columns};
                }
            }
        } catch (IOException | NumberFormatException e) {
            // The usual size has to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new int[] {ROWS, COLUMNS};
    }
}
