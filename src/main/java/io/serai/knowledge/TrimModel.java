package io.serai.knowledge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rewrites the graph of the packed model before it is loaded, so that it computes a seventh less and says the same (ADR 0087):
 * <ul>
 * <li>the last layer computes its first token alone, since the vector is that token's; keys and values still come from all;</li>
 * <li>no mask is added to what a token sees of another: a text runs alone, so nothing is masked;</li>
 * <li>a bias is the second term of its sum, where ONNX Runtime finds it and adds it in the multiplication before.</li>
 * </ul>
 * The last two change no bit. Fields and their numbers: onnx.proto3 of ONNX 1.17.
 */
final class TrimModel {

    /** ModelProto. */
    private static final int GRAPH = 7;
    /** GraphProto. */
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int VALUE_INFO = 13;
    /** NodeProto. */
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;
    /** TensorProto. */
    private static final int DIMENSION = 1;
    private static final int TYPE = 2;
    private static final int INT64 = 7;
    private static final int TENSOR_NAME = 8;
    private static final int RAW = 9;
    /** ValueInfoProto. */
    private static final int VALUE_NAME = 1;

    private static final int LAYERS = 12;
    private static final String RESULT = "last_hidden_state";
    private static final String MASK = "attention_mask";
    private static final String BEFORE_LAST = "/encoder/layer.10/output/LayerNorm/Add_1_output_0";
    private static final String QUERY = "/encoder/layer.11/attention/self/query/";
    private static final String ATTENDED = "/encoder/layer.11/attention/output/Add_output_0";
    private static final String ZERO = "serai_zero";
    private static final String ONE = "serai_one";

    /** @param rest all fields but the inputs */
    private record Node(String operator, List<String> inputs, List<String> outputs, List<ByteBuffer> rest) {

        static Node read(ByteBuffer message) throws IOException {
            List<ProtoFields.Field> fields = ProtoFields.read(message);
            return new Node(texts(fields, OPERATOR).get(0), new ArrayList<>(texts(fields, INPUT)), texts(fields, OUTPUT),
                fields.stream().filter(field -> field.number() != INPUT).map(ProtoFields.Field::whole).toList());
        }

        /** The first token of a tensor of batch, tokens, dimensions. */
        static Node first(String of, String output) {
            return new Node("Slice", List.of(of, ZERO, ONE, ONE), List.of(output),
                List.of(ProtoFields.text(OUTPUT, output), ProtoFields.text(OPERATOR, "Slice")));
        }

        private static List<String> texts(List<ProtoFields.Field> fields, int number) {
            return fields.stream().filter(field -> field.number() == number).map(ProtoFields.Field::text).toList();
        }

        ByteBuffer written() {
            return ProtoFields.message(NODE, Stream.concat(inputs.stream().map(name -> ProtoFields.text(INPUT, name)), rest.stream()).toList());
        }
    }

    private TrimModel() {
    }

    /**
     * @param model bge-small-en-v1.5, quantised, as an ONNX file
     * @return the same with the inputs {@code input_ids} and {@code token_type_ids} alone, each of one text; {@code last_hidden_state} has one token
     * @throws IOException if it is another model
     */
    static ByteBuffer trim(ByteBuffer model) throws IOException {
        List<ByteBuffer> written = new ArrayList<>();
        for (ProtoFields.Field field : ProtoFields.read(model)) {
            written.add(field.number() == GRAPH ? graph(field.content()) : field.whole());
        }
        ByteBuffer trimmed = ByteBuffer.allocate(written.stream().mapToInt(ByteBuffer::remaining).sum());
        written.forEach(trimmed::put);
        return trimmed.flip();
    }

    private static ByteBuffer graph(ByteBuffer message) throws IOException {
        List<ProtoFields.Field> fields = ProtoFields.read(message);
        Set<String> weights = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (ProtoFields.Field field : fields) {
            if (field.number() == INITIALIZER) {
                weights.add(name(field, TENSOR_NAME));
            } else if (field.number() == NODE) {
                nodes.add(Node.read(field.content()));
            }
        }
        biasesLast(nodes, weights);
        withoutMask(nodes);
        List<Node> trimmed = used(firstTokenAlone(nodes));
        List<ByteBuffer> written = new ArrayList<>(trimmed.stream().map(Node::written).toList());
        for (ProtoFields.Field field : fields) {
            boolean mask = field.number() == GRAPH_INPUT && name(field, VALUE_NAME).equals(MASK);
            // shapes of what is in between no longer hold; ONNX Runtime finds them out by itself
            if (field.number() != NODE && field.number() != VALUE_INFO && !mask) {
                written.add(field.whole());
            }
        }
        written.add(number(ZERO, 0));
        written.add(number(ONE, 1));
        return ProtoFields.message(GRAPH, written);
    }

    private static String name(ProtoFields.Field message, int number) throws IOException {
        return ProtoFields.read(message.content()).stream().filter(field -> field.number() == number).findFirst()
            .orElseThrow(() -> new IOException("the embedding model has a part without a name")).text();
    }

    private static ByteBuffer number(String name, long value) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip();
        return ProtoFields.message(INITIALIZER, List.of(ProtoFields.number(DIMENSION, 1), ProtoFields.number(TYPE, INT64),
            ProtoFields.text(TENSOR_NAME, name), ProtoFields.message(RAW, List.of(raw))));
    }

    private static void biasesLast(List<Node> nodes, Set<String> weights) {
        for (Node node : nodes) {
            if (node.operator().equals("Add") && weights.contains(node.inputs().get(0))) {
                node.inputs().add(node.inputs().remove(0));
            }
        }
    }

    private static void withoutMask(List<Node> nodes) throws IOException {
        for (int layer = 0; layer < LAYERS; layer++) {
            String self = "/encoder/layer." + layer + "/attention/self/";
            Node softmax = only(nodes, "Softmax", self);
            require(softmax.inputs().get(0).equals(self + "Add_output_0"), self);
            softmax.inputs().set(0, self + "Div_output_0");
        }
    }

    private static List<Node> firstTokenAlone(List<Node> nodes) throws IOException {
        Node query = only(nodes, "MatMulInteger", QUERY);
        require(query.inputs().get(0).equals(BEFORE_LAST + "_quantized"), QUERY);
        query.inputs().set(0, "serai_first_quantized");
        Node residual = only(nodes, "Add", ATTENDED);
        require(residual.inputs().get(1).equals(BEFORE_LAST), ATTENDED);
        residual.inputs().set(1, "serai_first");
        List<Node> all = new ArrayList<>();
        for (Node node : nodes) {
            if (node == query) {
                all.add(Node.first(BEFORE_LAST + "_quantized", "serai_first_quantized"));
            } else if (node == residual) {
                all.add(Node.first(BEFORE_LAST, "serai_first"));
            }
            all.add(node);
        }
        return all;
    }

    /** @return the one node of that operator whose output begins so */
    private static Node only(List<Node> nodes, String operator, String output) throws IOException {
        List<Node> found = nodes.stream().filter(node -> node.operator().equals(operator) && node.outputs().get(0).startsWith(output)).toList();
        require(found.size() == 1, output);
        return found.get(0);
    }

    private static void require(boolean holds, String where) throws IOException {
        if (!holds) {
            throw new IOException("the embedding model is not the one that is packed: " + where);
        }
    }

    /** Without the nodes whose outputs nothing uses. */
    private static List<Node> used(List<Node> nodes) {
        List<Node> kept = nodes;
        int before;
        do {
            before = kept.size();
            Set<String> inputs = kept.stream().flatMap(node -> node.inputs().stream()).collect(Collectors.toSet());
            inputs.add(RESULT);
            kept = kept.stream().filter(node -> node.outputs().stream().anyMatch(inputs::contains)).toList();
        } while (kept.size() < before);
        return kept;
    }
}
