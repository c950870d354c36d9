package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.work.WorkBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param talk          what was said about it since; only while it is analysed, never stored with it
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
    boolean autoRemediation,
    Talk talk) implements WorkBody {

    /** The label of an update that the hub itself made in the source: it is stored, and not analysed again. */
    public static final String OWN_UPDATE = "ownUpdate";

    /** The labels of the newest comment that somebody made on the ticket in its source, where the source tells comments: what it says, its id, and who made it. */
    public static final String COMMENT = "comment";
    public static final String COMMENT_ID = "commentId";
    public static final String COMMENT_BY = "commentBy";

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

    /** A ticket about which nothing was said. */
    public Ticket(String id, String tenant, Source source, Kind kind, String title, String description, Category category, Priority priority,
                  TicketStatus status, Requester requester, String assignee, String affectedSystem, String businessImpact, String stepsTaken,
                  String errorMessages, Map<String, String> labels, Instant createdAt, Instant updatedAt, Instant slaDueAt, boolean autoRemediation) {
        this(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem, businessImpact, stepsTaken,
            errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation, null);
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

        /** Of a ticket that is filed with the hub itself. */
        public static Source byHand(String externalId) {
            return new Source(BY_HAND, BY_HAND, externalId, null);
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

    /**
     * What the hub and people said to each other about a ticket.
     *
     * @param version tells the talk apart from what was said about the same ticket before and after; letters, digits and dots
     * @param turns   oldest first, possibly none
     */
    public record Talk(String version, List<Turn> turns) {
        public Talk {
            version = Text.required("talk.version", version, 40);
            turns = turns == null ? List.of() : List.copyOf(turns);
        }

        /**
         * @param asked what the hub had asked, in its own words, or {@code null} if the person spoke first
         * @param said  from outside: data, as the description is
         */
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public record Turn(String asked, String said) {
            public Turn {
                said = Text.required("talk.said", said, TEXT);
            }
        }

        /** What people said, newest first, for search: the newest word counts most where only so much is read. */
        String said() {
            List<String> said = new ArrayList<>(turns.stream().map(Turn::said).toList());
            Collections.reverse(said);
            return String.join("\n", said);
        }
    }

    public Ticket withId(String id) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation, talk);
    }

    public Ticket withCreatedAt(Instant createdAt) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation, talk);
    }

    /** @param at when it was set */
    public Ticket withStatus(TicketStatus status, Instant at) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, at, slaDueAt, autoRemediation, talk);
    }

    public Ticket with(Talk talk) {
        return new Ticket(id, tenant, source, kind, title, description, category, priority, status, requester, assignee, affectedSystem,
            businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt, autoRemediation, talk);
    }

    /** True if it was filed with the hub itself, so that no other system has to be told. */
    public boolean filedByHand() {
        return source.connector().equals(BY_HAND);
    }

    public Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name));
    }

    /** Title, description and what was said since as one text, for search and analysis. */
    @JsonIgnore
    public String text() {
        return Stream.of(title, description, said()).filter(text -> text != null).collect(Collectors.joining("\n"));
    }

    /** What people said about it since, the newest first, or {@code null} if nothing was said. */
    @JsonIgnore
    public String said() {
        return talk == null || talk.turns().isEmpty() ? null : talk.said();
    }

    @Override
    public String workKey() {
        return id + "@" + updatedAt.toEpochMilli() + "/" + status.json() + (talk == null ? "" : "+" + talk.version());
    }

    @Override
    public String orderingKey() {
        return id;
    }

}
