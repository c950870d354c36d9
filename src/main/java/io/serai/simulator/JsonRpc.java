package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers of JSON-RPC 2.0 as Zabbix gives them: with status 200, also where a call is refused. */
final class JsonRpc {

    private static final int INVALID_PARAMS = -32602;

    private JsonRpc() {
    }

    static Answer result(JsonNode call, JsonNode result) {
        ObjectNode answer = answer();
        answer.set("result", result);
        answer.set("id", call.path("id"));
        return Answer.ok(answer);
    }

    static Answer error(JsonNode call, String data) {
        return error(call, INVALID_PARAMS, data);
    }

    static Answer error(JsonNode call, int code, String data) {
        ObjectNode answer = answer();
        answer.putObject("error").put("code", code).put("message", code == INVALID_PARAMS ? "Invalid params." : "Application error.").put("data", data);
        answer.set("id", call.has("id") ? call.path("id") : JsonNodeFactory.instance.nullNode());
        return Answer.ok(answer);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
