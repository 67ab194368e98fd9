/** The command line: the only place that prints. It reads its words, loads a model, and shows what comes out. */
package dev.sedd.cli;
