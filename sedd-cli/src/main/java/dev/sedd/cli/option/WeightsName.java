package dev.sedd.cli.option;

import dev.sedd.kernels.Storage;
import java.util.Locale;

/** How weights are kept in memory, by its names on the command line. */
public enum WeightsName {
    F32(Storage.FLOAT32),
    BF16(Storage.BFLOAT16);

    private final Storage storage;

    WeightsName(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
