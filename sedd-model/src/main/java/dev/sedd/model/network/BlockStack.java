package dev.sedd.model.network;

import dev.sedd.kernels.Workers;
import dev.sedd.model.score.RowSelection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * A network's blocks, run over a batch in one of two ways that give the same bits. Of few sequences, all threads share every
 * product. Of more, a thread takes a sequence through all blocks: its activations stay in its cache, nobody waits for anybody
 * between the products, and only as many sequences as there are threads have their activations in memory at once.
 */
final class BlockStack {
    /** The largest share of the threads' time that may be idle at the end, where some have no sequence left. */
    private static final double MOST_IDLE = 0.15;

    private final Block[] blocks;
    private final int threads;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final IntConsumer sequence = this::sequence;
    private Workspace whole; // of the batch at hand

    BlockStack(Block[] blocks, int width, int conditionWidth, Workers workers) {
        this.blocks = blocks;
        threads = workers.threads();
        for (int i = 0; i < threads; i++) {
            idle.push(new Lane(new Workspace(width, conditionWidth, Workers.sequential()), new RowSelection()));
        }
    }

    /** From the embedded rows in the residual stream to those that are wanted, alone. */
    void forward(Workspace w) {
        if (apart(w.batch, threads)) {
            whole = w;
            w.workers.forEach(w.batch, sequence);
            whole = null;
            w.narrowed();
        } else {
            run(w);
        }
    }

    private static boolean apart(int batch, int threads) {
        int rounds = Math.ceilDiv(batch, threads);
        return batch > 1 && rounds * threads - batch <= MOST_IDLE * rounds * threads;
    }

    private void run(Workspace w) {
        w.resizeForBlocks();
        for (Block block : blocks) {
            block.forward(w);
        }
    }

    private void sequence(int b) {
        Lane lane = take();
        try {
            whole.select(b, lane.wanted);
            if (lane.wanted.count() > 0) {
                lane.workspace.resize(1, whole.length, lane.wanted);
                lane.workspace.begin(whole, b);
                run(lane.workspace);
                lane.workspace.end(whole, b);
            }
        } finally {
            give(lane);
        }
    }

    private Lane take() {
        synchronized (idle) {
            return idle.pop();
        }
    }

    private void give(Lane lane) {
        synchronized (idle) {
            idle.push(lane);
        }
    }

    /** What one thread computes a sequence in. */
    private record Lane(Workspace workspace, RowSelection wanted) {}
}
