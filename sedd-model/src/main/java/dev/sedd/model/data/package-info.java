/**
 * Text to learn from: {@link dev.sedd.model.data.TextData} encodes a file of text as a file of tokens, which
 * {@link dev.sedd.model.data.Dataset} maps into memory and cuts into examples.
 */
package dev.sedd.model.data;
