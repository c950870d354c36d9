package io.serai.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One connected system, as its file in {@code connector-configs/} says.
 *
 * @param name            the file's stem, {@code [a-z0-9-]{1,64}}
 * @param vendor          {@code servicenow}, {@code datadog}, …; becomes {@code source.system}
 * @param tenant          whose tickets come through it, unless {@code mappings} tells otherwise; its events and its cursor are this one's
 * @param description     one sentence
 * @param autoRemediation true if its tickets opted in to remediation without a person; false by default
 * @param hook            how webhooks are let in, or {@code null} if it takes none
 * @param poll            the kamelet that polls, or {@code null} if it is not polled
 * @param normalize       the kamelet that turns one raw event into canonical tickets, or {@code null} if it brings none
 * @param writeBack       the kamelet that takes notes, or {@code null} if the source takes none
 * @param ownUser         the user under which we write back, for the echo guard, or {@code null}
 * @param auth            how calls to the system are authorised
 * @param limits          how often it may be called, or {@code null} if that is not limited here
 * @param mappings        what the file reads otherwise than the normalising kamelet, and whose a record is
 * @param partOf          the connector that tickets which come through this one belong to, or {@code null} if they are its own
 * @param checks          what is asked to see whether credentials and permissions are right, possibly nothing
 * @param knowledge       how its articles are read, or {@code null} if it brings none; then {@code poll} lists them
 * @param context         the kamelet that tells about a requester, or {@code null} if it cannot
 * @param streams         what flows in and out by itself
 */
record Connector(String name, String vendor, String tenant, String description, boolean autoRemediation, Hook hook, Step poll,
                 Step normalize, Step writeBack, String ownUser, Auth auth, Limits limits, Mappings mappings,
                 String partOf, List<Check> checks, Knowledge knowledge, Step context, Streams streams) {

    Connector {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(tenant, "tenant");
        checks = checks == null ? List.of() : List.copyOf(checks);
        auth = auth == null ? Auth.none() : auth;
        mappings = mappings == null ? Mappings.NONE : mappings;
        streams = streams == null ? Streams.NONE : streams;
    }

    /** The name that its tickets bear: by it updates find them, and notes go back. */
    String ticketsOf() {
        return partOf == null ? name : partOf;
    }

    /** A connector that brings tickets. */
    Connector(String name, String vendor, String tenant, String description, boolean autoRemediation, Hook hook, Step poll, Step normalize, Step writeBack,
              String ownUser, Auth auth, Limits limits, Mappings mappings, String partOf, List<Check> checks) {
        this(name, vendor, tenant, description, autoRemediation, hook, poll, normalize, writeBack, ownUser, auth, limits, mappings, partOf, checks,
            null, null, null);
    }

    /** All kamelets it uses. */
    List<Step> steps() {
        return Stream.concat(Stream.of(poll, normalize, writeBack, context, knowledge == null ? null : knowledge.article()).filter(Objects::nonNull),
            streams.steps().stream()).toList();
    }

    /**
     * A kamelet and its parameters; secrets stand in them as placeholders ({@code {{env:NAME}}}), never in clear.
     */
    record Step(String kamelet, Map<String, String> parameters) {
        Step {
            Objects.requireNonNull(kamelet, "kamelet");
            parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
        }
    }

    /**
     * How the articles of a knowledge base are read.
     *
     * @param article   the kamelet that fetches one
     * @param listEvery how often all of them are listed, to see what is gone
     * @param reviewed  true if the operator vouches for what is published there
     */
    record Knowledge(Step article, Duration listEvery, boolean reviewed) {
        Knowledge {
            Objects.requireNonNull(article, "article");
            Objects.requireNonNull(listEvery, "listEvery");
        }
    }

    /**
     * How webhooks are let in.
     *
     * @param proof           how the sender proves itself
     * @param keyHeader       the header that carries the vendor's idempotency key, in lower case, or {@code null}
     * @param keyPointers     JSON pointers whose values together are the vendor's idempotency key; used if all are there; possibly none
     * @param allowedHeaders  headers kept with the event, in lower case
     * @param duplicateWindow for how long an equal payload without a key counts as the same event
     */
    record Hook(SenderProof proof, String keyHeader, List<String> keyPointers, List<String> allowedHeaders, Duration duplicateWindow) {
        Hook {
            Objects.requireNonNull(proof, "proof");
            keyPointers = keyPointers == null ? List.of() : List.copyOf(keyPointers);
            allowedHeaders = allowedHeaders == null ? List.of() : List.copyOf(allowedHeaders);
            duplicateWindow = duplicateWindow == null ? Duration.ofHours(1) : duplicateWindow;
        }

        /** True if everybody may send. */
        boolean isOpen() {
            return proof instanceof SenderProof.None;
        }
    }
}
