/**
 * A model in files. {@link dev.sedd.model.checkpoint.Checkpoint} opens one and
 * {@link dev.sedd.model.checkpoint.CheckpointWriter} writes one; what they rest on, from the outside in:
 *
 * <ul>
 *   <li>a model's files: {@code Layout} finds them, {@code ConfigurationFile} reads the configuration through
 *       {@code Settings}, {@code Vocabularies} the characters;
 *   <li>a network's tensors, by their {@linkplain dev.sedd.model.network.TensorNames published names}: {@code InferredSizes}
 *       reads the sizes off their shapes, {@code WeightsReader} checks them and fills the weights;
 *   <li>files of {@link dev.sedd.model.checkpoint.Tensors}: {@code Safetensors*}, and {@code Torch*} over
 *       {@code ZipEntries}, {@code StateDict} and the pickles of the package below. Their data stays in the
 *       {@code MappedFile} until it is asked for.
 * </ul>
 */
package dev.sedd.model.checkpoint;
