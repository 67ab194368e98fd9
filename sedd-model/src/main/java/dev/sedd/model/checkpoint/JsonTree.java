package dev.sedd.model.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON as maps, lists, texts, numbers, truth values and nulls, built from the parser's tokens: the mapper that would do it
 * as well loads some hundred classes first, a tenth of a second of every start.
 */
final class JsonTree {
    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** A factory of parsers that refuse doubled keys, texts too long and nesting too deep. */
    static JsonFactory factory(int deepest, int longestText) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(deepest)
                        .maxStringLength(longestText)
                        .build())
                .build();
    }

    /** A parser of a factory's. */
    static JsonParser parser(JsonFactory factory, byte[] json) {
        return factory.createParser(ObjectReadContext.empty(), json);
    }

    /**
     * Reads a whole document.
     *
     * @throws tools.jackson.core.JacksonException where it is not one
     */
    static Object read(JsonFactory factory, byte[] json) {
        try (JsonParser parser = parser(factory, json)) {
            JsonTree tree = new JsonTree(parser);
            Object root = tree.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "it goes on after its end");
            }
            return root;
        }
    }

    /** The value that begins with a token; recursive, to the depth that the parser allows. */
    private Object value(JsonToken token) {
        return switch (token) {
            case null -> throw new StreamReadException(parser, "it has no content");
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "it has " + JsonErrors.name(token) + " out of place");
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            object.put(key, value(parser.nextToken()));
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }
}
