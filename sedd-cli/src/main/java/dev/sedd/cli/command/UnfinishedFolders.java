package dev.sedd.cli.command;

import dev.sedd.model.checkpoint.AtomicFolders;

/** New folders that are being filled when the program is told to end, by Ctrl-C or kill. */
final class UnfinishedFolders {
    private UnfinishedFolders() {}

    /** Has them deleted then. */
    static void deleteAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFolders::discardUnfinished, "sedd-cleanup"));
    }
}
