package io.serai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.context.RequesterContext;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import io.serai.ticket.TimeOrderedId;
import java.util.List;
import java.util.Map;

/** Analyses for tests: a certain one that stands on a runbook, of which a test changes what it is about. */
public final class Analyses {

    private Analyses() {
    }

    /** Confidence 0.86, one runbook, no action proposed. */
    public static Analysis certain() {
        return analysis().build();
    }

    /** An analyst that found nothing: no evidence, confidence 0.1. */
    public static Analysis withoutEvidence() {
        return analysis().evidence().likelyCause(null).steps().confidence(0.1).build();
    }

    /** {@code restart-service} on {@code web-01}, named by the runbook too, for a ticket that opted in. */
    public static Analysis proposingARestart() {
        return analysis().ticket(Tickets.ticket().optedIn().build()).restart().build();
    }

    public static Builder analysis() {
        return new Builder();
    }

    /** As {@link #certain} until a method says otherwise. */
    public static final class Builder {
        private String id = TimeOrderedId.at(Tickets.OPENED);
        private Ticket ticket = Tickets.open();
        private Category category = Category.SERVER;
        private String summary = "The intranet's web server answers slowly.";
        private String likelyCause = "The worker pool of nginx on web-01 is exhausted.";
        private List<String> steps = List.of("Restart nginx on web-01.", "Load the intranet's start page and see that it answers within 2 seconds.");
        private Analysis.Proposal proposal;
        private double confidence = 0.86;
        private List<Evidence> evidence = List.of(new Evidence("runbook", "RB-12", "Restart a web server that answers slowly", 0.83,
            "If the pool of workers is exhausted, restart the service.", List.of("server"), List.of("restart-service"), null));
        private List<Evidence> leads = List.of();
        private RequesterContext requester;
        private String analyst = "offline";
        private String prompt;
        private String degraded;
        private Explanation explanation;

        private Builder() {
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder ticket(Ticket ticket) {
            this.ticket = ticket;
            return this;
        }

        public Builder category(Category category) {
            this.category = category;
            return this;
        }

        public Builder summary(String summary) {
            this.summary = summary;
            return this;
        }

        public Builder likelyCause(String likelyCause) {
            this.likelyCause = likelyCause;
            return this;
        }

        public Builder steps(String... steps) {
            this.steps = List.of(steps);
            return this;
        }

        public Builder proposal(String action, JsonNode parameters) {
            this.proposal = new Analysis.Proposal(action, parameters);
            return this;
        }

        public Builder proposal(String action, Map<String, String> parameters) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            parameters.forEach(node::put);
            return proposal(action, node);
        }

        /** Proposes {@code restart-service} with {@code {"host": "web-01", "service": "nginx"}}. */
        public Builder restart() {
            return proposal("restart-service", JsonNodeFactory.instance.objectNode().put("host", "web-01").put("service", "nginx"));
        }

        public Builder confidence(double confidence) {
            this.confidence = confidence;
            return this;
        }

        public Builder evidence(Evidence... evidence) {
            this.evidence = List.of(evidence);
            return this;
        }

        public Builder leads(Evidence... leads) {
            this.leads = List.of(leads);
            return this;
        }

        public Builder requester(RequesterContext requester) {
            this.requester = requester;
            return this;
        }

        public Builder analyst(String analyst, String prompt) {
            this.analyst = analyst;
            this.prompt = prompt;
            return this;
        }

        public Builder degraded(String why) {
            this.degraded = why;
            return this;
        }

        public Builder explanation(Explanation explanation) {
            this.explanation = explanation;
            return this;
        }

        public Analysis build() {
            return new Analysis(id, ticket, category, summary, likelyCause, steps, proposal, confidence, evidence, leads, requester, analyst, prompt, null,
                degraded, explanation);
        }
    }
}
