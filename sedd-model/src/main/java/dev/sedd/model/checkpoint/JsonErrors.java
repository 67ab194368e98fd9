package dev.sedd.model.checkpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** What is wrong with JSON, in words for whoever has the file and not for whoever wrote the parser. */
final class JsonErrors {
    private static final String PARSER_DETAILS = " (start marker at";

    private JsonErrors() {}

    /** The problem and, where it is known, its line. */
    static String describe(JacksonException e) {
        String message = e.getOriginalMessage();
        int details = message.indexOf(PARSER_DETAILS);
        String problem = details < 0 ? message : message.substring(0, details);
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return line > 0 ? problem + " in line " + line : problem;
    }

    /** What stands somewhere in JSON; null is the end of the text. */
    static String name(JsonToken token) {
        return switch (token) {
            case null -> "its end";
            case START_OBJECT -> "an object";
            case END_OBJECT -> "the end of an object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "the end of the array";
            case PROPERTY_NAME -> "a key";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }
}
