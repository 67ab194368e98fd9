/** Random numbers addressed by what they are for, not by when they are drawn. */
package dev.sedd.model.random;
