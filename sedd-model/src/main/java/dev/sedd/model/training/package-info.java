/** Training: parameters in one array, the network with its backward pass. */
package dev.sedd.model.training;
