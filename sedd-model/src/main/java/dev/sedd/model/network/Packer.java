package dev.sedd.model.network;

import dev.sedd.kernels.EmbeddingTable;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;

/** How the matrices of a network are packed: into which storage, and by whom. */
record Packer(Storage storage, Workers workers) {
    /** The weight of a linear layer, (out, in). */
    PackedMatrix weight(Weights.Matrix weight) {
        return PackedMatrix.packWeight(weight.columns(), weight.rows(), weight.values(), storage, workers);
    }

    /** A table of rows by token. */
    EmbeddingTable table(Weights.Matrix table) {
        return EmbeddingTable.of(table.rows(), table.columns(), table.values(), storage, workers);
    }
}
