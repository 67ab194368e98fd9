package dev.sedd.model.network;

import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;

/** How the matrices of a network are packed: into which storage, and by whom. */
record Packer(Storage storage, Workers workers) {
    PackedMatrix pack(Weights.Dense dense) {
        return PackedMatrix.pack(dense.in(), dense.out(), dense.matrix(), storage, workers);
    }
}
