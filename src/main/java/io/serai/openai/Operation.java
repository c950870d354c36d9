package io.serai.openai;

import java.util.Arrays;

/** What an endpoint does: the part of its URI after the scheme. */
enum Operation {
    CHAT_COMPLETION("chat-completion"), EMBEDDINGS("embeddings");

    private final String text;

    Operation(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** @throws IllegalArgumentException naming the operations there are */
    static Operation of(String text) {
        return Arrays.stream(values()).filter(operation -> operation.text.equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("openai:" + text + ": the operation is not one of chat-completion, embeddings"));
    }
}
