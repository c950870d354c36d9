package io.serai.llm;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the providers in their order until one gives a usable answer, or their common deadline is over. An answer that cannot be used is put back to the
 * same provider once, with what was wrong. The breaker counts a provider's failures to answer; an answer that cannot be used counts only here, so that no
 * ticket can switch a provider off for the others.
 */
@Component
class AskModels implements Models {

    private static final Logger LOG = LoggerFactory.getLogger(AskModels.class);
    private static final Duration LEAST = Duration.ofMillis(500);

    private final LlmRoutes routes;
    private final LlmProperties properties;
    private final AskProvider askProvider;
    private final MeterRegistry meters;

    AskModels(LlmRoutes routes, LlmProperties properties, AskProvider askProvider, MeterRegistry meters) {
        this.routes = routes;
        this.properties = properties;
        this.askProvider = askProvider;
        this.meters = meters;
    }

    @Override
    public boolean available() {
        return !routes.ready().isEmpty();
    }

    @Override
    public <T> Result<T> ask(Question question, Reading<T> reading) {
        List<String> failures = new ArrayList<>();
        long end = System.nanoTime() + properties.deadline().toNanos();
        for (LlmProperties.Provider provider : routes.ready()) {
            try {
                return new Result<>(Optional.of(answer(provider, question, reading, end)), reasons(failures));
            } catch (UnusableAnswerException e) {
                meters.counter("serai.llm.failures", "provider", provider.name(), "cause", e.reason()).increment();
                LOG.info("ticket {}: no usable answer from {}: {}", question.ticket(), provider.name(), e.reason());
                failures.add(provider.name() + " " + e.reason());
            }
        }
        return new Result<>(Optional.empty(), reasons(failures));
    }

    private static Optional<String> reasons(List<String> failures) {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        String budget = failures.stream().anyMatch(failure -> failure.contains(" ceiling-")) ? "the budget for models is used up; " : "";
        return Optional.of(budget + "no usable answer from a model: " + String.join(", ", failures));
    }

    /** @throws UnusableAnswerException with what was wrong with the first answer, also where the second is none */
    private <T> T answer(LlmProperties.Provider provider, Question question, Reading<T> reading, long end) throws UnusableAnswerException {
        try {
            return once(provider, question, reading, end);
        } catch (UnusableAnswerException first) {
            Optional<String> repair = Repair.of(first);
            if (repair.isEmpty() || left(end).compareTo(LEAST) < 0) {
                throw first;
            }
            try {
                T repaired = once(provider, question.again(repair.get()), reading, end);
                repairs(provider, "repaired");
                return repaired;
            } catch (UnusableAnswerException second) {
                repairs(provider, "failed");
                throw first;
            }
        }
    }

    private void repairs(LlmProperties.Provider provider, String outcome) {
        meters.counter("serai.llm.repairs", "provider", provider.name(), "outcome", outcome).increment();
    }

    private <T> T once(LlmProperties.Provider provider, Question question, Reading<T> reading, long end) throws UnusableAnswerException {
        Duration left = left(end);
        if (left.compareTo(LEAST) < 0) {
            throw new UnusableAnswerException("deadline");
        }
        return askProvider.ask(provider, question, reading, left);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
