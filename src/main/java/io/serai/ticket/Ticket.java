package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.work.WorkBody;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical ticket. Absent is {@code null} in the components and absent in JSON, never an empty string; the
 * constructor trims texts, turns blank ones into absent ones and refuses what must not exist.
 *
 * @param id            ours, a time-ordered UUID; absent until the ticket is stored
 * @param tenant        whose ticket it is, {@code [a-z0-9-]{1,64}}
 * @param source        where it comes from; together with the tenant its identity
 * @param title         1 to 1,000 characters, one line
 * @param description   at most 65,536 characters
 * @param labels        at most 200; keys and values that the source gave (host, tags, its own ids)
 * @param createdAt     when the source opened it (UTC)
 * @param updatedAt     when the source last changed it (UTC): the version that decides which update is newer
 * @param autoRemediation true only where the ticket or its connector opted in to remediation without a person
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Ticket(
    String id,
    String tenant,
    Source source,
    Kind kind,
    String title,
    String description,
    Category category,
    Priority priority,
    TicketStatus status,
    Requester requester,
    String assignee,
    String affectedSystem,
    String businessImpact,
    String stepsTaken,
    String errorMessages,
    Map<String, String> labels,
    Instant createdAt,
    Instant updatedAt,
    Instant slaDueAt,
    boolean autoRemediation) implements WorkBody {

    /** The label of an update that the hub itself made in the source: it is stored, and not analysed again. */
    public static final String OWN_UPDATE = "ownUpdate";

    /** Connector and system of tickets that were filed with the hub itself. */
    static final String BY_HAND = "manual";

    private static final int TITLE = 1_000;
    private static final int TEXT = 65_536;
    private static final int LABELS = 200;

    public Ticket {
        id = Text.clean(id);
        tenant = Text.required("tenant", tenant, 64);
        if (!tenant.matches("[a-z0-9-]{1,64}")) {
            throw new InvalidTicketException("tenant", "must match [a-z0-9-]{1,64}");
        }
        if (source == null) {
            throw new InvalidTicketException("source", "is missing");
        }
        kind = kind == null ? Kind.INCIDENT : kind;
        title = Text.oneLine(Text.required("title", title, Integer.MAX_VALUE), TITLE);
        description = Text.cut(Text.clean(description), TEXT);
        if (priority == null) {
            throw new InvalidTicketException("priority", "is missing");
        }
        if (status == null) {
            throw new InvalidTicketException("status", "is missing");
        }
        assignee = Text.cut(Text.clean(assignee), TITLE);
        affectedSystem = Text.cut(Text.clean(affectedSystem), TITLE);
        businessImpact = Text.cut(Text.clean(businessImpact), TEXT);
        stepsTaken = Text.cut(Text.clean(stepsTaken), TEXT);
        errorMessages = Text.cut(Text.clean(errorMessages), TEXT);
        labels = Text.labels(labels, LABELS);
        if (createdAt == null) {
            throw new InvalidTicketException("createdAt", "is missing");
        }
        updatedAt = updatedAt == null ? createdAt : updatedAt;
    }

    /**
     * Where a ticket comes from.
     *
     * @param system     the vendor ({@code servicenow}, {@code datadog}, …)
     * @param connector  the name of the connector's config here
     * @param externalId the source's own identity of the ticket, the same in every update of it; at most 500 characters
     * @param url        http(s) address of the ticket in the source, if known
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Source(String system, String connector, String externalId, String url) {
        public Source {
            system = Text.required("source.system", system, 64);
            connector = Text.required("source.connector", connector, 64);
            externalId = Text.required("source.externalId", externalId, 500);
            url = Text.clean(url);
            if (url != null && !url.matches("(?i)https?://\\S{1,2000}")) {
                url = null;
            }
        }
    }

    /** Who asked for help; each component may be absent. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Requester(String name, String email, String phone) {
        public Requester {
            name = Text.cut(Text.clean(name), 500);
            email = Text.cut(Text.clean(email), 500);
            phone = Text.cut(Text.clean(phone), 100);
        }
    }

    public Ticket withId(String id) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation);
    }

    public Ticket withCreatedAt(Instant createdAt) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation);
    }

    /** @param at when it was set */
    public Ticket withStatus(TicketStatus status, Instant at) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, at, slaDueAt, autoRemediation);
    }

    /** True if it was filed with the hub itself, so that no other system has to be told. */
    public boolean filedByHand() {
        return source.connector().equals(BY_HAND);
    }

    public Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    /** Title and description as one text, for search and analysis. */
    @JsonIgnore
    public String text() {
        return description == null ? title : title + "\n" + description;
    }

    @Override
    public String workKey() {
        return id + "@" + updatedAt.toEpochMilli() + "/" + status.json();
    }

    @Override
    public String orderingKey() {
        return id;
    }

}
