package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A file that cannot be read or written as asked. The message is one line: what file, what is wrong, what to do. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;
    private static final String NO_FOLDER = "there is no such folder, or it takes no new files";

    /**
     * An error in a file.
     *
     * @param where the file, or another name of what was read
     * @param what what is wrong with it and what to do
     */
    public CheckpointException(Object where, String what) {
        super(oneLine(where + ": " + what));
    }

    /** An error in a file, with what revealed it. */
    public CheckpointException(Object where, String what, Throwable cause) {
        super(oneLine(where + ": " + what), cause);
    }

    /** The error that {@link dev.sedd.model.checkpoint.Checkpoint#weightsOnDemand} threw while a matrix was read. */
    public static CheckpointException of(UncheckedIOException e) {
        return e.getCause() instanceof CheckpointException inside ? inside : unreadable("the weights", e.getCause());
    }

    /** The error of a file that cannot be read. */
    public static CheckpointException unreadable(Object where, IOException e) {
        return new CheckpointException(where, "cannot be read (" + reason(e, "there is no such file") + ")", e);
    }

    /** The error of a file that cannot be written. */
    public static CheckpointException unwritable(Object where, IOException e) {
        return new CheckpointException(
                where, "cannot be written (" + reason(e, NO_FOLDER) + "); choose another place", e);
    }

    /** What lies at the bottom of an error, in words and without the name of the file. */
    public static String innermost(IOException e) {
        IOException cause = e;
        while (cause.getCause() instanceof IOException deeper) {
            cause = deeper;
        }
        return reason(cause, NO_FOLDER);
    }

    /** Why, in words: the JDK's message is often only the file's name, here that of a file that nobody asked for. */
    private static String reason(IOException e, String missing) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return missing;
        }
        String message = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Text that may come from a hostile file, fit for a terminal: control characters shown as '?', not too long. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length(); i++) {
            if (line.length() == LONGEST) {
                return line.append(" ...").toString();
            }
            char c = text.charAt(i);
            boolean unprintable = Character.isISOControl(c)
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            line.append(unprintable ? '?' : c);
        }
        return line.toString();
    }
}
