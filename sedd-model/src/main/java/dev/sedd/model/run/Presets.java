package dev.sedd.model.run;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Settings that ship with the library, each a YAML file of model and training. */
public final class Presets {
    /** What is used where nothing else is said: the settings of the model inside the library. */
    public static final String DEFAULT = "default";

    private static final List<String> NAMES = List.of(DEFAULT, "baby", "names", "tiny");

    private Presets() {}

    /** The names of all, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /** The settings of a name. */
    public static Settings of(String name) throws CheckpointException {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no preset is called " + name);
        }
        String where = "preset " + name;
        try (InputStream in = Presets.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new CheckpointException(where, "is not in the program; build it again");
            }
            return Settings.yaml(where, in.readAllBytes());
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw CheckpointException.unreadable(where, e);
        }
    }
}
