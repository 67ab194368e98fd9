/** Files: safetensors, PyTorch, configurations, and the names of the published tensors. */
package dev.sedd.model.checkpoint;
