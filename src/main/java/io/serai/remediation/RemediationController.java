package io.serai.remediation;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.remediation.Execution.State;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of approvals and executions. */
@RestController
@RequestMapping("/api/v1")
class RemediationController {

    private static final Logger LOG = LoggerFactory.getLogger(RemediationController.class);
    private static final int COMMENT = 500;

    private final ApprovalStore approvals;
    private final ExecutionStore executions;
    private final DecideApproval decide;
    private final QueueExecution queue;

    RemediationController(ApprovalStore approvals, ExecutionStore executions, DecideApproval decide, QueueExecution queue) {
        this.approvals = approvals;
        this.executions = executions;
        this.decide = decide;
        this.queue = queue;
    }

    /**
     * A verdict.
     *
     * @param verdict {@code approve} or {@code reject}
     * @param comment for the record, may be absent; at most 500 characters
     */
    record Said(String verdict, String comment) {
    }

    /** What waits for a person, oldest first. */
    @GetMapping("/approvals")
    Page<Approval> approvals(PageRequest page) {
        return Page.of(approvals.waiting(page.afterId(), page.limit()), page, Approval::id);
    }

    @PostMapping("/approvals/{id}")
    Execution say(@PathVariable UUID id, @RequestBody Said said, Principal user) {
        Verdict verdict = verdict(said.verdict());
        Execution execution = decide.decide(id.toString(), verdict, comment(said.comment()), user.getName());
        try {
            queue.queue(execution);
        } catch (CamelExecutionException e) {
            LOG.warn("execution {} is decided and could not be queued; remediation-requeue-executions does it: {}", id, e.toString());
        }
        return execution;
    }

    /** Newest first. */
    @GetMapping("/executions")
    Page<Execution> executions(PageRequest page, @RequestParam Optional<String> state) {
        return Page.of(executions.list(state.map(RemediationController::state), page.afterId(), page.limit()), page, Execution::id);
    }

    @GetMapping("/executions/{id}")
    Execution execution(@PathVariable UUID id) {
        return executions.find(id.toString()).map(Standing::execution)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no execution with this id."));
    }

    private static Verdict verdict(String text) {
        if ("approve".equals(text)) {
            return Verdict.APPROVE;
        }
        if ("reject".equals(text)) {
            return Verdict.REJECT;
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'verdict' must be approve or reject.");
    }

    private static String comment(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > COMMENT) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'comment' is longer than " + COMMENT + " characters.");
        }
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static State state(String text) {
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'state' is no state of an execution.", e);
        }
    }
}
