/** How well a model knows a text: bounds of its likelihood. */
package dev.sedd.model.evaluation;
