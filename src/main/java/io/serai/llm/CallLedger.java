package io.serai.llm;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Writes down what each call was, what came of it and what it used, for people, statistics and ceilings. Safe for concurrent use. */
@Component
class CallLedger {

    private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);
    /** Characters a token, for requests that no provider counts; English text has about four, other languages and JSON fewer. */
    private static final int TOKEN = 3;
    /** What a call may generate at most where its provider has no limit. */
    private static final int UNLIMITED = 4_000;
    /** Answers that a provider may have made, and will ask money for, though we have none. */
    private static final Set<String> PAID = Set.of("timeout", "connection", "too-large", "bad-response", "error");

    private final CallStore store;
    private final LlmRoutes routes;
    private final Redact redact;
    private final MeterRegistry meters;

    CallLedger(CallStore store, LlmRoutes routes, Redact redact, MeterRegistry meters) {
        this.store = store;
        this.routes = routes;
        this.redact = redact;
        this.meters = meters;
    }

    /** A call that is under way. */
    record Entry(String id, LlmProperties.Provider provider, Question question, int requested, long startedAt) {
    }

    /** @throws UnusableAnswerException if a ceiling forbids the call */
    Entry begin(LlmProperties.Provider provider, Question question) throws UnusableAnswerException {
        String text = redact.kept(question.text());
        String request = routes.request(provider, question.purpose(), text);
        int in = (request.length() - text.length() + question.text().length()) / TOKEN + 1;
        int out = provider.maxTokens() > 0 ? provider.maxTokens() : UNLIMITED;
        String id = store.begin(question.tenant(), call(provider, question, request, null, provider.model(), null, null, in, out, true));
        return new Entry(id, provider, question, in, System.nanoTime());
    }

    /**
     * @param reply   {@code null} if there was none
     * @param outcome {@code answered}, or why the answer cannot be used
     */
    void end(Entry entry, AskProvider.Reply reply, String outcome) {
        Duration latency = Duration.ofNanos(System.nanoTime() - entry.startedAt());
        boolean told = reply != null && reply.tokensIn() != null && reply.tokensOut() != null;
        int in = told ? bounded(reply.tokensIn()) : reply != null && !outcome.startsWith("http-") || PAID.contains(outcome) ? entry.requested() : 0;
        int out = told ? bounded(reply.tokensOut()) : reply == null ? 0 : tokens(said(reply));
        LlmProperties.Provider provider = entry.provider();
        LlmCall ended = call(provider, entry.question(), null, reply == null ? null : redact.kept(said(reply)),
            reply == null ? provider.model() : reply.model(provider.model()), outcome, Math.toIntExact(Math.min(latency.toMillis(), Integer.MAX_VALUE)), in, out, !told);
        count(ended, latency);
        write(entry, () -> store.end(entry.id(), ended));
    }

    /** The call was never made. */
    void forget(Entry entry) {
        write(entry, () -> store.forget(entry.id()));
    }

    /** An answer that is there is used, whether it can be written down or not. */
    private static void write(Entry entry, Runnable change) {
        try {
            change.run();
        } catch (DataAccessException e) {
            LOG.warn("ticket {}: what became of a call of {} could not be written down; it counts with the most it may have used",
                entry.question().ticket(), entry.provider().name(), e);
        }
    }

    private void count(LlmCall call, Duration latency) {
        meters.timer("serai.llm.calls", "provider", call.provider(), "outcome", call.outcome()).record(latency);
        meters.counter("serai.llm.tokens", "provider", call.provider(), "direction", "in").increment(call.tokensIn());
        meters.counter("serai.llm.tokens", "provider", call.provider(), "direction", "out").increment(call.tokensOut());
        meters.counter("serai.llm.cost", "provider", call.provider()).increment(call.cost().doubleValue());
    }

    private static LlmCall call(LlmProperties.Provider provider, Question question, String request, String answer, String model, String outcome, Integer latency,
                                int in, int out, boolean estimated) {
        BigDecimal cost = provider.cost(in, out);
        return new LlmCall(null, question.ticket(), question.purpose().name(), provider.name(), model, question.purpose().prompt(), question.repair(), request,
            answer, outcome, latency, in, out, estimated, cost, null);
    }

    /** The model's words, be they a refusal. */
    private static String said(AskProvider.Reply reply) {
        return reply.refusal() != null && !reply.refusal().isBlank() ? reply.refusal() : reply.text() == null ? "" : reply.text();
    }

    private static int tokens(String text) {
        return text.length() / TOKEN + 1;
    }

    /** Who says what it used is a server out there. */
    private static int bounded(long told) {
        return (int) Math.max(0, Math.min(told, 100_000_000));
    }
}
