package io.serai.testing;

import io.serai.ticket.Category;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketArrival;
import io.serai.ticket.TicketReceipt;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.TimeOrderedId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;

/** Tickets for tests: a stored, open, harmless one, of which a test changes what it is about. */
public final class Tickets {

    /** When the tickets were opened. */
    public static final Instant OPENED = Instant.parse("2026-11-20T09:15:00Z");

    private Tickets() {
    }

    /** An incident of medium priority from ServiceNow, with a new id, not opted in to remediation. */
    public static Ticket open() {
        return ticket().build();
    }

    /** Has the ticket stored as if it came in. */
    public static Ticket accept(ProducerTemplate routes, Ticket ticket) {
        List<?> receipts = routes.requestBody("direct:ticket-accept-tickets", List.of(new TicketArrival(ticket, null)), List.class);
        return ((TicketReceipt) receipts.get(0)).ticket();
    }

    public static Builder ticket() {
        return new Builder();
    }

    /** As {@link #open} until a method says otherwise; {@code null} makes a component absent. */
    public static final class Builder {
        private String id = TimeOrderedId.at(OPENED);
        private String tenant = "default";
        private String system = "servicenow";
        private String connector = "servicenow";
        private String externalId = "INC0010001";
        private String url = "https://example.service-now.com/incident.do?number=INC0010001";
        private Kind kind = Kind.INCIDENT;
        private String title = "Web server answers slowly";
        private String description = "Pages of the intranet take 20 seconds since this morning.";
        private Category category = Category.SERVER;
        private Priority priority = Priority.MEDIUM;
        private TicketStatus status = TicketStatus.OPEN;
        private Ticket.Requester requester = new Ticket.Requester("Jane Doe", "jane.doe@example.com", null);
        private String assignee;
        private String affectedSystem = "web-01";
        private String businessImpact;
        private String stepsTaken;
        private String errorMessages;
        private final Map<String, String> labels = new TreeMap<>();
        private Instant createdAt = OPENED;
        private Instant updatedAt = OPENED;
        private Instant slaDueAt;
        private boolean autoRemediation;

        private Builder() {
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder tenant(String tenant) {
            this.tenant = tenant;
            return this;
        }

        /** The connector's name, and its vendor of the same name. */
        public Builder connector(String connector) {
            this.system = connector;
            this.connector = connector;
            return this;
        }

        public Builder externalId(String externalId) {
            this.externalId = externalId;
            return this;
        }

        public Builder url(String url) {
            this.url = url;
            return this;
        }

        public Builder kind(Kind kind) {
            this.kind = kind;
            return this;
        }

        public Builder title(String title) {
            this.title = title;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder category(Category category) {
            this.category = category;
            return this;
        }

        public Builder priority(Priority priority) {
            this.priority = priority;
            return this;
        }

        public Builder status(TicketStatus status) {
            this.status = status;
            return this;
        }

        public Builder requester(Ticket.Requester requester) {
            this.requester = requester;
            return this;
        }

        public Builder assignee(String assignee) {
            this.assignee = assignee;
            return this;
        }

        public Builder affectedSystem(String affectedSystem) {
            this.affectedSystem = affectedSystem;
            return this;
        }

        public Builder businessImpact(String businessImpact) {
            this.businessImpact = businessImpact;
            return this;
        }

        public Builder stepsTaken(String stepsTaken) {
            this.stepsTaken = stepsTaken;
            return this;
        }

        public Builder errorMessages(String errorMessages) {
            this.errorMessages = errorMessages;
            return this;
        }

        public Builder label(String name, String value) {
            labels.put(name, value);
            return this;
        }

        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        public Builder slaDueAt(Instant slaDueAt) {
            this.slaDueAt = slaDueAt;
            return this;
        }

        /** The ticket, or its connector, opted in to remediation without a person. */
        public Builder optedIn() {
            this.autoRemediation = true;
            return this;
        }

        public Ticket build() {
            return new Ticket(id, tenant, new Ticket.Source(system, connector, externalId, url), kind, title, description, category, priority,
                status, requester, assignee, affectedSystem, businessImpact, stepsTaken, errorMessages, labels, createdAt, updatedAt, slaDueAt,
                autoRemediation);
        }
    }
}
