package dev.sedd.cli.option;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options that each set one key of a configuration. */
abstract sealed class SettingOptions permits NetworkOptions, TrainingOptions {
    /** What may change when a run goes on. */
    private static final Set<String> CHANGEABLE = Set.of(
            "training.n_iters",
            "training.log_freq",
            "training.eval_freq",
            "training.snapshot_freq",
            "training.snapshot_freq_for_preemption",
            "sampling.samples",
            "optim.lr",
            "optim.min_lr");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** The settings that were given, over those of {@code base}. */
    public final Settings over(Settings base) throws CheckpointException {
        Settings settings = base;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    /** The settings that were given, if any. */
    public final Optional<Settings> changes() throws CheckpointException {
        return values.isEmpty() ? Optional.empty() : Optional.of(over(Settings.of("the options", Map.of())));
    }

    /** An option that was given although it cannot change when a run goes on. */
    public final Optional<String> unchangeable() {
        return options.entrySet().stream()
                .filter(entry -> !CHANGEABLE.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Notes that an option gives a key its value. */
    final void put(String option, String key, Object value) {
        values.put(key, value);
        options.put(key, option);
    }
}
