/**
 * Training: parameters in one array, the network with its backward pass, batches, and the step that joins them.
 * {@link dev.sedd.model.training.Trainer} does a step, on {@link dev.sedd.model.training.Batches} and an {@link
 * dev.sedd.model.training.Objective}, as a rule the loss of a {@link dev.sedd.model.training.TrainableNetwork}; what it changes
 * is a {@link dev.sedd.model.training.TrainingState}. Nothing here knows of files.
 *
 * <p>The network's parts have their counterparts in {@code dev.sedd.model.network}, {@code BlockPart} in {@code Block} there, {@code
 * LinearPart} in {@code Layer}, {@code HeadPart} in {@code OutputLayer}; here each has its backward pass beside its forward pass.
 */
package dev.sedd.model.training;
