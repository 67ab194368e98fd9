/**
 * Texts that language models are compared on: how a corpus's file falls into documents, how its tokenized writing is
 * turned into ordinary text, and how documents are packed into windows of tokens (the paper's {@code data.py}).
 */
package dev.sedd.model.corpus;
