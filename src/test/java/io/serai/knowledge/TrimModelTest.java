package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrimModelTest {

    private static final List<String> TEXTS = List.of("disk", "", "KubePodNotReady > Diagnosis\n\n`kubectl -n $NAMESPACE describe pod $POD`, then look at the events.",
        "Gitaly > Repository corruption\n" + "git fsck reports a missing blob; restore it from a replica or from the backup of the night before. ".repeat(12),
        "| metric | meaning |\n|---|---|\n" + "| node_filesystem_avail_bytes | space that is left for users |\n".repeat(40));

    private static byte[] packed() throws IOException {
        try (InputStream in = BgeEmbedder.class.getResourceAsStream("/bge-small-en-v1.5-q.onnx")) {
            return in.readAllBytes();
        }
    }

    private static WordPiece words() throws IOException {
        try (InputStream in = BgeEmbedder.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            return WordPiece.read(in);
        }
    }

    /** What the model says as it is packed: the first token's numbers, of length 1. */
    private static float[] asPacked(OrtSession session, long[] ids) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
             OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
             OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
             OrtSession.Result result = session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            float[] first = new float[BgeEmbedder.DIMENSIONS];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(first);
            double length = Math.sqrt(FindCandidates.cosine(first, first));
            for (int i = 0; i < first.length; i++) {
                first[i] /= (float) length;
            }
            return first;
        }
    }

    @Test
    void vectorsAreThoseOfTheModelAsItIsPacked() throws Exception {
        WordPiece words = words();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(packed(), new OrtSession.SessionOptions());
             BgeEmbedder trimmed = new BgeEmbedder(1)) {
            for (String text : TEXTS) {
                double cosine = FindCandidates.cosine(trimmed.embedPassage(text), asPacked(session, words.encode(text, 512)));
                assertThat(cosine).as(text).isGreaterThan(0.9995);
            }
        }
    }

    @Test
    void oneTokenComesOutAndNoMaskGoesIn() throws Exception {
        ByteBuffer model = TrimModel.trim(ByteBuffer.wrap(packed()));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.array(), new OrtSession.SessionOptions());
             OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {{101, 7592, 102}});
             OnnxTensor types = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[1][3]);
             OrtSession.Result result = session.run(Map.of("input_ids", input, "token_type_ids", types))) {
            assertThat(session.getInputNames()).containsExactlyInAnyOrder("input_ids", "token_type_ids");
            assertThat(((OnnxTensor) result.get(0)).getInfo().getShape()).containsExactly(1, 1, BgeEmbedder.DIMENSIONS);
        }
    }

    @Test
    void anotherModelIsRefused() throws Exception {
        ByteBuffer without = ProtoFields.message(7, List.of(ProtoFields.text(2, "another graph")));
        assertThatThrownBy(() -> TrimModel.trim(without)).isInstanceOf(IOException.class).hasMessageContaining("not the one that is packed: /encoder/layer.0/");
        byte[] packed = packed();
        assertThatThrownBy(() -> TrimModel.trim(ByteBuffer.wrap(packed, 0, packed.length / 2))).isInstanceOf(IOException.class).hasMessageContaining("no protobuf message");
        ByteBuffer renamed = ByteBuffer.wrap(new String(packed, StandardCharsets.ISO_8859_1).replace("/encoder/layer.11/attention/output/Add_output_0",
            "/encoder/layer.11/attention/output/Sum_output_0").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TrimModel.trim(renamed)).isInstanceOf(IOException.class).hasMessageContaining("/encoder/layer.11/attention/output/Add_output_0");
        assertThatThrownBy(() -> ProtoFields.read(ByteBuffer.wrap(new byte[] {(byte) 0x80}))).isInstanceOf(IOException.class).hasMessageContaining("no end");
        assertThatThrownBy(() -> ProtoFields.read(ByteBuffer.wrap(new byte[] {0x0B}))).isInstanceOf(IOException.class).hasMessageContaining("byte 0");
        assertThatThrownBy(() -> ProtoFields.read(ByteBuffer.wrap(new byte[] {0x08, 1, 0x0D, 1}))).isInstanceOf(IOException.class).hasMessageContaining("byte 2");
    }
}
