package dev.sedd.cli.option;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /**
     * A key and its value.
     *
     * @param option what sets it
     * @param key the key
     * @param value null where the option was not given
     */
    record Setting(String option, String key, Object value) {
        /** Takes an enum constant by its name in configurations. */
        Setting {
            value = value instanceof Enum<?> word ? word.toString() : value;
        }
    }

    /** One for each option. */
    abstract List<Setting> settings();

    private Stream<Setting> given() {
        return settings().stream().filter(setting -> setting.value != null);
    }

    /** The settings that were given, over those of {@code base}. */
    public final Settings over(Settings base) throws CheckpointException {
        Settings settings = base;
        for (Setting setting : given().toList()) {
            settings = settings.with(setting.key, setting.value);
        }
        return settings;
    }

    /** The settings that were given, if any. */
    public final Optional<Settings> changes() throws CheckpointException {
        return given().findAny().isEmpty() ? Optional.empty() : Optional.of(over(Settings.of("the options", Map.of())));
    }

    /** An option that was given although it cannot change when a run goes on. */
    public final Optional<String> unchangeable() {
        return given().filter(setting -> !CHANGEABLE.contains(setting.key))
                .map(Setting::option)
                .findFirst();
    }
}
