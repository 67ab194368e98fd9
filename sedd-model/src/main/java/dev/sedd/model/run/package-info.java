/**
 * A training run in a folder: {@link dev.sedd.model.run.Recipe} says how, {@link dev.sedd.model.run.Run} does it, and
 * everything that it leaves is in the files of {@link dev.sedd.model.run.RunFolder}.
 */
package dev.sedd.model.run;
