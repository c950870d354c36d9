package io.serai.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.context.RequesterContext;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an analyst makes of one case.
 *
 * @param id          ours, a time-ordered UUID
 * @param ticket      the ticket as it was when it was analysed
 * @param category    one of the 16
 * @param summary     one or two sentences
 * @param likelyCause the cause that the evidence points to, or {@code null} if it points to none
 * @param steps       what to do, in order, at most 20, possibly none
 * @param proposal    the action proposed, or {@code null} for none
 * @param confidence  from 0.0 to 1.0, calibrated: of the analyses at 0.8, four in five should be right
 * @param evidence    what it stands on, best first, at most 5, possibly none
 * @param leads       articles that nobody here has vouched for, for people to look at; nothing was concluded from them; possibly none
 * @param requester   what a directory says of the requester, or {@code null} if there was none to ask, or nobody to ask about
 * @param analyst     who made it: the name of an LLM provider, or {@code offline}
 * @param prompt      name and version of the prompt, or {@code null} for the offline analyst
 * @param model       the model that answered, or {@code null} for the offline analyst
 * @param degraded    why it is worth less than usual (providers failed, index missing), or {@code null} if it is not
 * @param explanation why it says what it says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Analysis(String id, Ticket ticket, Category category, String summary, String likelyCause, List<String> steps,
                       Proposal proposal, double confidence, List<Evidence> evidence, List<Evidence> leads, RequesterContext requester,
                       String analyst, String prompt, String model, String degraded, Explanation explanation) {

    public Analysis {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(analyst, "analyst");
        if (!(confidence >= 0.0 && confidence <= 1.0)) {
            throw new IllegalArgumentException("analysis.confidence " + confidence + " is not between 0.0 and 1.0");
        }
        steps = steps == null ? List.of() : List.copyOf(steps);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        leads = leads == null ? List.of() : List.copyOf(leads);
        explanation = explanation == null ? Explanation.NONE : explanation;
        requester = requester == null || requester.state() == RequesterContext.State.NONE ? null : requester;
    }

    /** The requester's job title, where a directory told it: one line, at most 200 characters. */
    public Optional<String> requesterTitle() {
        return Optional.ofNullable(requester).map(RequesterContext::jobTitle);
    }

    /** The requester's department, as {@link #requesterTitle}. */
    public Optional<String> requesterDepartment() {
        return Optional.ofNullable(requester).map(RequesterContext::department);
    }

    /** True if a directory was to be asked about the requester, and did not answer. */
    public boolean lacksRequester() {
        return requester != null && requester.state() == RequesterContext.State.UNAVAILABLE;
    }

    /** @param other possibly {@code null} */
    public Analysis with(Proposal other) {
        return new Analysis(id, ticket, category, summary, likelyCause, steps, other, confidence, evidence, leads, requester, analyst, prompt, model,
            degraded, explanation);
    }

    public Analysis with(Explanation other) {
        return new Analysis(id, ticket, category, summary, likelyCause, steps, proposal, confidence, evidence, leads, requester, analyst, prompt, model,
            degraded, other);
    }

    Analysis withModel(String other) {
        return new Analysis(id, ticket, category, summary, likelyCause, steps, proposal, confidence, evidence, leads, requester, analyst, prompt, other,
            degraded, explanation);
    }

    /**
     * An action that an analyst proposes; a proposal allows nothing.
     *
     * @param action     name in the catalogue
     * @param parameters a JSON object
     */
    public record Proposal(String action, JsonNode parameters) {
        public Proposal {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(parameters, "parameters");
        }
    }
}
