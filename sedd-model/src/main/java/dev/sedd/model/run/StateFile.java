package dev.sedd.model.run;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.SafetensorsFile;
import dev.sedd.model.checkpoint.SafetensorsWriter;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.checkpoint.Tensors;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.training.Parameters;
import dev.sedd.model.training.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checkpoint that a run goes on from: a safetensors file of {@code weights}, {@code average}, {@code first_moments} and
 * {@code second_moments}, each all parameters in one row, and the integers {@code state}: version, step, the run's mark, and
 * as pairs of low and high words the sum of losses since the last metrics, their number, and the best bound. Generators need
 * no state: their numbers are addressed by the step.
 */
final class StateFile {
    private static final int VERSION = 1;
    private static final String STATE = "state";
    private static final String WEIGHTS = "weights";
    private static final String AVERAGE = "average";
    private static final String FIRST = "first_moments";
    private static final String SECOND = "second_moments";
    private static final int INTEGERS = 8;

    private StateFile() {}

    /** What a file holds. */
    record Loaded(TrainingState state, Tally tally) {}

    /** Writes the file, replacing the old one when all is on the disk. */
    static void write(Path file, int mark, TrainingState state, Tally tally) throws CheckpointException {
        long sum = Double.doubleToLongBits(tally.lossSum);
        long best = Double.doubleToLongBits(tally.best);
        int[] integers = {
            VERSION, state.step(), mark, tally.losses, (int) sum, (int) (sum >>> 32), (int) best, (int) (best >>> 32)
        };
        Map<String, float[]> rows = new LinkedHashMap<>();
        rows.put(WEIGHTS, state.weights().values());
        rows.put(AVERAGE, state.average().values());
        rows.put(FIRST, state.firstMoments());
        rows.put(SECOND, state.secondMoments());
        SafetensorsWriter.write(file, new Rows(integers, rows), DType.F32);
    }

    /**
     * Reads the file.
     *
     * @param mark the run's mark, which the file must bear
     * @throws CheckpointException where it is another run's, or damaged
     */
    static Loaded read(Path file, int mark, Configuration configuration) throws CheckpointException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            for (String name : List.of(STATE, WEIGHTS, AVERAGE, FIRST, SECOND)) {
                if (!tensors.contains(name)) {
                    throw new CheckpointException(file, "is no checkpoint of a run: it has no tensor " + name);
                }
            }
            int[] integers = tensors.ints(STATE);
            if (integers.length != INTEGERS || integers[0] != VERSION || integers[1] < 0) {
                throw new CheckpointException(file, "is a checkpoint of an unknown version; only 1 is known");
            }
            long size = TensorNames.of(configuration).parameterCount();
            if (integers[2] != mark || tensors.info(WEIGHTS).count() != size) {
                throw new CheckpointException(
                        file,
                        "is another run's checkpoint: model, data, batch or seed differ; put the run's own there");
            }
            TrainingState state = new TrainingState(
                    integers[1],
                    Parameters.of(configuration, tensors.floats(WEIGHTS)),
                    Parameters.of(configuration, tensors.floats(AVERAGE)),
                    tensors.floats(FIRST),
                    tensors.floats(SECOND));
            Tally tally = new Tally();
            tally.losses = integers[3];
            tally.lossSum = Double.longBitsToDouble(pair(integers[4], integers[5]));
            tally.best = Double.longBitsToDouble(pair(integers[6], integers[7]));
            return new Loaded(state, tally);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, "is no sound checkpoint: " + e.getMessage(), e);
        }
    }

    private static long pair(int low, int high) {
        return (long) high << 32 | Integer.toUnsignedLong(low);
    }

    /** Rows that are handed out as they are, not copied: the writer only reads them. */
    private record Rows(int[] integers, Map<String, float[]> rows) implements Tensors {
        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>(rows.keySet());
            names.add(STATE);
            return names;
        }

        @Override
        public TensorInfo info(String name) {
            return name.equals(STATE)
                    ? new TensorInfo(name, DType.I32, List.of(integers.length))
                    : new TensorInfo(name, DType.F32, List.of(rows.get(name).length));
        }

        @Override
        public float[] floats(String name) {
            return rows.get(name);
        }

        @Override
        public int[] ints(String name) {
            return integers;
        }
    }
}
