/** Text to tokens and back. */
package dev.sedd.model.tokens;
