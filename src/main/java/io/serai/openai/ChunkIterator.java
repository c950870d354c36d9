package io.serai.openai;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The parts of an answer while they come. Closed with the exchange, whether it was read to its end or not. For one reader. */
final class ChunkIterator extends SynchronizationAdapter implements Iterator<ChatCompletionChunk> {

    private final StreamResponse<ChatCompletionChunk> response;
    private final Iterator<ChatCompletionChunk> chunks;

    ChunkIterator(StreamResponse<ChatCompletionChunk> response) {
        this.response = response;
        this.chunks = response.stream().iterator();
    }

    @Override
    public boolean hasNext() {
        return chunks.hasNext();
    }

    @Override
    public ChatCompletionChunk next() {
        return chunks.next();
    }

    @Override
    public void onDone(Exchange exchange) {
        response.close();
    }
}
