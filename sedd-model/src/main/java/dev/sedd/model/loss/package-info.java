/** Score entropy, the objective of training and the integrand of the likelihood bound. */
package dev.sedd.model.loss;
