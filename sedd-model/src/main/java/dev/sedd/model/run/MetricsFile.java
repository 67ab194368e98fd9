package dev.sedd.model.run;

import dev.sedd.model.checkpoint.AtomicFiles;
import dev.sedd.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code metrics.jsonl}: one line with one JSON object for each {@link Metrics}, in the order of the steps. */
public final class MetricsFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final FileChannel channel;

    private MetricsFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens it to append, made where it is not there; what lies behind a step, or is no whole line, is cut off. */
    static MetricsFile open(Path file, int step) throws CheckpointException {
        try {
            long end = Files.exists(file) ? end(Files.readAllBytes(file), step) : 0;
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                channel.truncate(end).position(end);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new MetricsFile(file, channel);
        } catch (IOException e) {
            throw CheckpointException.unwritable(file, e);
        }
    }

    /** All lines of a file, of which there may be none yet; what is none is left out. */
    public static List<Metrics> read(Path file) throws CheckpointException {
        List<Metrics> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return all;
        }
        try {
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> parse(line).ifPresent(all::add));
        } catch (IOException e) {
            throw CheckpointException.unreadable(file, e);
        }
        return all;
    }

    /** Appends a line, which is in the file when this returns. */
    void append(Metrics metrics) throws IOException {
        byte[] line = (JSON.writeValueAsString(metrics.tree()) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFiles.writeFully(channel, ByteBuffer.wrap(line));
    }

    /** Waits until all lines are on the disk. */
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws CheckpointException {
        try {
            channel.close();
        } catch (IOException e) {
            throw CheckpointException.unwritable(file, e);
        }
    }

    /** Where the last whole line of a step up to that one ends. */
    private static long end(byte[] bytes, int step) {
        int end = 0;
        for (int from = 0, i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Optional<Metrics> line = parse(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                if (line.isEmpty() || line.get().step() > step) {
                    return end;
                }
                from = i + 1;
                end = from;
            }
        }
        return end;
    }

    private static Optional<Metrics> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject() || !node.path("step").isInt()) {
                return Optional.empty();
            }
            Optional<Metrics.Validation> validation = node.has("validation_bound")
                    ? Optional.of(new Metrics.Validation(
                            node.path("validation_bound").asDouble(Double.NaN),
                            node.path("validation_error").asDouble(Double.NaN)))
                    : Optional.empty();
            return Optional.of(new Metrics(
                    node.path("step").intValue(),
                    node.path("loss").asDouble(Double.NaN),
                    node.path("learning_rate").asDouble(Double.NaN),
                    node.path("grad_norm").asDouble(Double.NaN),
                    node.path("tokens_per_second").asDouble(Double.NaN),
                    validation));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
