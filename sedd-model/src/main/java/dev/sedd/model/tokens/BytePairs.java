package dev.sedd.model.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The cutting itself, done by JTokkit. To it a token is its rank: joins of lower rank come first. Ids may be in another
 * order, so they are translated. As in OpenAI's tiktoken, two neighbours are joined where together they are a token;
 * with merges that come from counting pairs in text, that is what the list of merges says.
 */
final class BytePairs {
    private static final String NAME = "from files";

    /** GPT-2's rule of where no token may reach across: words with the space before them, numbers, signs, spaces. */
    private static final Pattern PIECES = Pattern.compile(
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Encoding encoding;
    private final int[] idOfRank; // null where rank and id are the same
    private final int[] rankOfId;

    private BytePairs(Encoding encoding, int[] idOfRank, int[] rankOfId) {
        this.encoding = encoding;
        this.idOfRank = idOfRank;
        this.rankOfId = rankOfId;
    }

    /** GPT-2's, which come with JTokkit: r50k_base. Takes some tenths of a second. */
    static BytePairs gpt2() {
        return new BytePairs(Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE), null, null);
    }

    static BytePairs of(BytePairVocabulary vocabulary) {
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            ids.put(vocabulary.tokens().get(id), id);
        }
        List<BytePairVocabulary.Merge> merges = vocabulary.merges();
        int[] idOfRank = new int[ByteSpelling.BYTES + merges.size()];
        int[] rankOfId = new int[ids.size()];
        Map<byte[], Integer> ranks = new LinkedHashMap<>();
        for (int rank = 0; rank < idOfRank.length; rank++) {
            String token = rank < ByteSpelling.BYTES
                    ? ByteSpelling.of(rank)
                    : merges.get(rank - ByteSpelling.BYTES).joined();
            ranks.put(ByteSpelling.bytes(token), rank);
            idOfRank[rank] = ids.get(token);
            rankOfId[idOfRank[rank]] = rank;
        }
        Encoding encoding = Encodings.newLazyEncodingRegistry()
                .registerGptBytePairEncoding(new GptBytePairEncodingParams(NAME, PIECES, ranks, Map.of()))
                .getEncoding(NAME)
                .orElseThrow();
        return new BytePairs(encoding, idOfRank, rankOfId);
    }

    /** The ids of a text in which nothing is special. */
    int[] encode(String text) {
        int[] tokens = encoding.encodeOrdinary(text).toArray();
        for (int i = 0; idOfRank != null && i < tokens.length; i++) {
            tokens[i] = idOfRank[tokens[i]];
        }
        return tokens;
    }

    /** The bytes of a token that is not special. */
    byte[] bytes(int id) {
        IntArrayList one = new IntArrayList(1);
        one.add(rankOfId == null ? id : rankOfId[id]);
        return encoding.decodeBytes(one);
    }
}
