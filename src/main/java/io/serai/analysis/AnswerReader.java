package io.serai.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.llm.StrictJson;
import io.serai.llm.UnusableAnswerException;
import io.serai.ticket.Category;
import io.serai.ticket.TimeOrderedId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a model's answer into an analysis, or refuses it. What the model may say is its view of category, cause and steps; what it may not
 * say is decided here: the target of an action, a confidence above the evidence, evidence that was not given, a category other than security
 * where the ticket speaks of one. Stateless, safe for concurrent use.
 */
final class AnswerReader {

    private static final Quoted SYSTEM_MESSAGE = new Quoted(Prompt.SYSTEM_MESSAGE);

    private final JsonSchema schema;
    private final Actions actions;
    private final Proposals proposals;
    private final Categorize categorize;
    private final SpotPageOrders orders;
    private final Clock clock;

    AnswerReader(Actions actions, Proposals proposals, Categorize categorize, SpotPageOrders orders, Clock clock) {
        this.actions = actions;
        this.proposals = proposals;
        this.categorize = categorize;
        this.orders = orders;
        this.clock = clock;
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(AnswerSchema.whole(StrictJson.mapper()));
    }

    /**
     * @param text     the answer as the model gave it
     * @param provider whose model it is
     * @throws UnusableAnswerException if anything about it is not as asked for; then nothing of it is used
     */
    Analysis read(String text, Case found, String provider) throws UnusableAnswerException {
        JsonNode answer = parse(text);
        refuseQuotes(answer);
        List<Evidence> cited = cited(answer.get("evidence"), found.evidence());
        // who gives orders gets no link of theirs shown either
        PlainText plain = new PlainText(found.evidence().stream().filter(page -> orders.in(page).isEmpty()).toList());
        List<String> steps = new ArrayList<>();
        answer.get("steps").forEach(step -> plain.of(step.asText()).ifPresent(steps::add));
        Category category = categorize.isSecurity(found.ticket()) ? Category.SECURITY : Category.of(answer.get("category").asText());
        return new Analysis(TimeOrderedId.at(clock.instant()), found.ticket(), category,
            plain.of(answer.get("summary").asText()).orElseThrow(() -> new UnusableAnswerException("schema")),
            answer.get("likelyCause").isNull() ? null : plain.of(answer.get("likelyCause").asText()).orElse(null),
            steps, proposal(answer.get("proposedAction"), found, cited).orElse(null),
            Confidence.ofModel(answer.get("confidence").doubleValue(), cited, found.evidence(), found.degraded() != null),
            cited, found.leads(), found.requester(), provider, Prompt.NAME, null, found.degraded(), Explanation.NONE);
    }

    /** TRUST S21: who has a model repeat what it was told gets nothing of it. */
    private static void refuseQuotes(JsonNode answer) throws UnusableAnswerException {
        StringBuilder said = new StringBuilder(answer.get("summary").asText()).append('\n').append(answer.get("likelyCause").asText());
        answer.get("steps").forEach(step -> said.append('\n').append(step.asText()));
        if (SYSTEM_MESSAGE.in(said.toString())) {
            throw new UnusableAnswerException("prompt-quoted");
        }
    }

    private JsonNode parse(String text) throws UnusableAnswerException {
        JsonNode answer = StrictJson.parse(text);
        JsonNode confidence = answer.path("confidence");
        if (!confidence.isMissingNode() && !(confidence.isNumber() && confidence.doubleValue() >= 0.0 && confidence.doubleValue() <= 1.0)) {
            throw new UnusableAnswerException("confidence");
        }
        if (!finite(answer)) {
            throw new UnusableAnswerException("schema");
        }
        Set<ValidationMessage> failed = schema.validate(answer);
        if (!failed.isEmpty()) {
            throw UnusableAnswerException.schema(failed);
        }
        return answer;
    }

    /** 1e999 is a number in JSON, and infinite as a double: nothing here means that. */
    private static boolean finite(JsonNode node) {
        if (node.isNumber()) {
            return Double.isFinite(node.doubleValue());
        }
        for (JsonNode child : node) {
            if (!finite(child)) {
                return false;
            }
        }
        return true;
    }

    private static List<Evidence> cited(JsonNode ids, List<Evidence> given) throws UnusableAnswerException {
        Set<String> named = new HashSet<>();
        ids.forEach(id -> named.add(id.asText()));
        List<Evidence> cited = given.stream().filter(evidence -> named.contains(evidence.id())).toList();
        if (cited.stream().map(Evidence::id).distinct().count() != named.size()) {
            throw new UnusableAnswerException("evidence");
        }
        return cited;
    }

    /** An action counts only where a runbook that the model cites names it, and where the ticket's own fields give its target. */
    private Optional<Analysis.Proposal> proposal(JsonNode proposed, Case found, List<Evidence> cited) throws UnusableAnswerException {
        if (proposed.isNull()) {
            return Optional.empty();
        }
        Action action = actions.find(proposed.get("name").asText()).orElseThrow(() -> new UnusableAnswerException("unknown-action"));
        ObjectNode given = proposed.get("parameters").deepCopy();
        given.properties().removeIf(parameter -> parameter.getValue().isNull());
        if (!proposals.fillable(action, found.ticket())) {
            return Optional.empty();
        }
        Analysis.Proposal filled = proposals.fill(action, found.ticket(), given).orElseThrow(() -> new UnusableAnswerException("parameters"));
        for (var parameter : given.properties()) {
            if (!parameter.getValue().equals(filled.parameters().get(parameter.getKey()))) {
                throw new UnusableAnswerException("target");
            }
        }
        return cited.stream().anyMatch(evidence -> evidence.actions().contains(action.name())) ? Optional.of(filled) : Optional.empty();
    }
}
