package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One remediation that the hub may call, as its file in {@code connector-configs/actions/} says.
 *
 * @param name             the file's stem, {@code [a-z0-9-]{1,64}}
 * @param title            a few words
 * @param description      what it does and when it helps, for people and for the analysts
 * @param risk             how much it can break
 * @param idempotent       true if the endpoint does a second call with the same idempotency key only once
 * @param parameters       JSON Schema of the parameters (an object, {@code additionalProperties: false})
 * @param parameterSources for each parameter where a ticket may name it, first hit counts: {@code affectedSystem},
 *                         {@code requester.email}, {@code labels.<name>}; a parameter without sources must come from an analyst
 * @param execute          the call that does it
 * @param verify           the call that tells whether it worked, or {@code null} if nothing can tell
 * @param probe            the call that tells whether an execution of unclear outcome took place, or {@code null}
 * @param rollback         the call that undoes it, or {@code null} if nothing can
 */
public record Action(String name, String title, String description, Risk risk, boolean idempotent, JsonNode parameters,
                     Map<String, List<String>> parameterSources, Call execute, Verification verify, Verification probe, Call rollback) {

    public Action {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(risk, "risk");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(execute, "execute");
        parameterSources = parameterSources == null ? Map.of() : Map.copyOf(parameterSources);
    }

    /**
     * One HTTP call. The URL is the file's; parameters go, percent-encoded, into its {@code {name}} places of the path or query, or as JSON
     * into the body; never into the authority.
     *
     * @param method  {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param url     absolute http(s) URL, with placeholders resolved
     * @param token   bearer token as a placeholder ({@code {{env:NAME}}}), or {@code null}
     * @param timeout for the whole call; 10 s by default
     */
    public record Call(String method, String url, String token, Duration timeout) {
        public Call {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(url, "url");
            timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
        }
    }

    /**
     * A call whose answer is compared.
     *
     * @param call    a safe call
     * @param pointer JSON pointer into the answer
     * @param equals  the text expected there
     * @param within  for how long the answer may take to become so
     */
    public record Verification(Call call, String pointer, String equals, Duration within) {
    }
}
