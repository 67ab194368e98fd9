/**
 * Training: parameters in one array, the network with its backward pass, batches, and the step that joins them.
 * {@link dev.sedd.model.training.Trainer} does a step, on {@link dev.sedd.model.training.Batches} and an {@link
 * dev.sedd.model.training.Objective}, which is a {@link dev.sedd.model.training.TrainableNetwork} as a rule; what it changes
 * is a {@link dev.sedd.model.training.TrainingState}. Nothing here knows of files.
 */
package dev.sedd.model.training;
