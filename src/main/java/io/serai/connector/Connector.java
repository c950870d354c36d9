package io.serai.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One connected system, as its file in {@code connector-configs/} says.
 *
 * @param name        the file's stem, {@code [a-z0-9-]{1,64}}
 * @param vendor      {@code servicenow}, {@code datadog}, …; becomes {@code source.system}
 * @param tenant      whose tickets come through it, unless {@code mappings} tells otherwise; its events and its cursor are this one's
 * @param description one sentence
 * @param tickets     how what comes becomes tickets
 * @param access      how it is called
 * @param streams     what flows in and out
 * @param lookups     what it knows besides tickets
 */
record Connector(String name, String vendor, String tenant, String description, TicketRules tickets, Access access, Streams streams, Lookups lookups) {

    Connector {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(tickets, "tickets");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(streams, "streams");
        Objects.requireNonNull(lookups, "lookups");
    }

    /** What is left while a variable that it needs is not set: it reads what it is given. */
    Connector switchedOff() {
        return new Connector(name, vendor, tenant, description, tickets.withoutOwnUser(), Access.NONE, Streams.NONE, Lookups.NONE);
    }

    /** The name that its tickets bear: by it updates find them, and notes go back. */
    String ticketsOf() {
        return tickets.partOf() == null ? name : tickets.partOf();
    }

    /** All kamelets it uses. */
    List<Step> steps() {
        Step article = lookups.knowledge() == null ? null : lookups.knowledge().article();
        Step attachment = lookups.knowledge() == null ? null : lookups.knowledge().attachment();
        return Stream.of(streams.poll(), tickets.normalize(), streams.writeBack(), lookups.context(), lookups.comments(), article, attachment,
                streams.feed(), streams.events())
            .filter(Objects::nonNull).toList();
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
     * @param attachment the kamelet that fetches a file that is attached to one, or {@code null} if none are
     * @param listEvery how often all of them are listed, to see what is gone
     * @param reviewed  true if the operator vouches for what is published there
     */
    record Knowledge(Step article, Step attachment, Duration listEvery, boolean reviewed) {
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
