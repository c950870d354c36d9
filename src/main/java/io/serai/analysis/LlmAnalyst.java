package io.serai.analysis;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.knowledge.Case;
import io.serai.openai.OpenAIHeaders;
import io.serai.openai.ResponseTooLargeException;
import io.serai.work.Correlation;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Asks the providers in their order until one gives a usable answer, or their common deadline is over. A call that is still under way then
 * is left to its own deadline: cutting it off would count against a provider that was only asked late. The breaker counts a provider's
 * failures to answer; an answer that cannot be used counts only here, so that no ticket can switch a provider off for the others. At most
 * ten calls of a provider are under way at once; counted here, since a breaker's own bulkhead would take a call turned away for a failure.
 */
class LlmAnalyst implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LlmAnalyst.class);
    /** How the route tells that the provider answered 400. */
    private static final String REJECTED = "rejected";
    private static final int CALLS = 10;
    private static final Duration LEAST = Duration.ofMillis(500);

    private final LlmRoutes routes;
    private final LlmProperties properties;
    private final Prompt prompt;
    private final AnswerReader reader;
    private final ProducerTemplate template;
    private final MeterRegistry meters;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final ExecutorService calls = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "llm-call");
        thread.setDaemon(true);
        return thread;
    });

    LlmAnalyst(LlmRoutes routes, LlmProperties properties, Prompt prompt, AnswerReader reader, ProducerTemplate template, MeterRegistry meters) {
        this.routes = routes;
        this.properties = properties;
        this.prompt = prompt;
        this.reader = reader;
        this.template = template;
        this.meters = meters;
    }

    /**
     * @param answer   the first usable one, if any
     * @param failures why the providers asked before it, or all of them, gave none; absent if none failed
     */
    record Result<T>(Optional<T> answer, Optional<String> failures) {
    }

    /** False if there is no provider to ask. */
    boolean available() {
        return !routes.ready().isEmpty();
    }

    Result<Analysis> analyze(Case found) {
        return ask(LlmRoutes.Purpose.CASE, found.ticket().id(), available() ? prompt.userMessage(found) : "",
            (answer, provider) -> reader.read(answer, found, provider));
    }

    /** How an answer is read. */
    interface Reading<T> {
        T read(String answer, String provider) throws UnusableAnswerException;
    }

    /** @param ticketId what it is about, for the log */
    <T> Result<T> ask(LlmRoutes.Purpose purpose, String ticketId, String question, Reading<T> reading) {
        List<String> failures = new ArrayList<>();
        long end = System.nanoTime() + properties.deadline().toNanos();
        for (LlmProperties.Provider provider : routes.ready()) {
            try {
                String answer = ask(provider, purpose, question, Duration.ofNanos(end - System.nanoTime()));
                return new Result<>(Optional.of(reading.read(answer, provider.name())), reasons(failures));
            } catch (UnusableAnswerException e) {
                meters.counter("serai.llm.failures", "provider", provider.name(), "cause", e.reason()).increment();
                LOG.info("ticket {}: no usable answer from {}: {}", ticketId, provider.name(), e.reason());
                failures.add(provider.name() + " " + e.reason());
            }
        }
        return new Result<>(Optional.empty(), reasons(failures));
    }

    private static Optional<String> reasons(List<String> failures) {
        return failures.isEmpty() ? Optional.empty() : Optional.of("no usable answer from a model: " + String.join(", ", failures));
    }

    private String ask(LlmProperties.Provider provider, LlmRoutes.Purpose purpose, String question, Duration left) throws UnusableAnswerException {
        if (left.compareTo(LEAST) < 0) {
            throw new UnusableAnswerException("deadline");
        }
        Semaphore place = places.computeIfAbsent(provider.name(), this::counted);
        if (!place.tryAcquire()) {
            throw new UnusableAnswerException("busy");
        }
        String correlation = Correlation.current().orElse(null);
        Future<Exchange> call = calls.submit((Callable<Exchange>) () -> {
            try {
                Exchange[] answered = new Exchange[1];
                Correlation.with(correlation, () -> answered[0] = template.request("direct:" + LlmRoutes.routeId(provider, purpose),
                    exchange -> exchange.getMessage().setBody(question)));
                return answered[0];
            } finally {
                place.release();
            }
        });
        try {
            return text(call.get(left.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new UnusableAnswerException("deadline");
        } catch (ExecutionException e) {
            throw new UnusableAnswerException(reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was asked", e);
        }
    }

    private Semaphore counted(String provider) {
        Semaphore place = new Semaphore(CALLS);
        Gauge.builder("serai.llm.underway", place, free -> CALLS - free.availablePermits()).tag("provider", provider)
            .description("Calls that wait for their answer, at most " + CALLS).register(meters);
        return place;
    }

    private static String text(Exchange exchange) throws UnusableAnswerException {
        if (exchange.getException() != null) {
            throw new UnusableAnswerException(reason(exchange.getException()));
        }
        String refusal = exchange.getMessage().getHeader(OpenAIHeaders.REFUSAL, String.class);
        String end = exchange.getMessage().getHeader(OpenAIHeaders.FINISH_REASON, "stop", String.class);
        if (refusal != null && !refusal.isBlank() || "content_filter".equals(end)) {
            throw new UnusableAnswerException("refused");
        }
        if ("length".equals(end)) {
            throw new UnusableAnswerException("cut-off");
        }
        if (REJECTED.equals(end)) {
            throw new UnusableAnswerException("http-400");
        }
        if (!"stop".equals(end)) {
            throw new UnusableAnswerException("unfinished");
        }
        return exchange.getMessage().getBody(String.class);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException) {
                return "breaker-open";
            } else if (cause instanceof ResponseTooLargeException) {
                return "too-large";
            } else if (cause instanceof HttpTimeoutException) {
                return "timeout";
            } else if (cause instanceof SSLException) {
                return "tls";
            } else if (cause instanceof OpenAIServiceException answered) {
                return "http-" + answered.statusCode();
            } else if (cause instanceof OpenAIInvalidDataException) {
                return "not-json";
            } else if (cause instanceof IOException) {
                return "connection";
            }
        }
        return "error";
    }

    @Override
    public void destroy() {
        calls.shutdownNow();
    }
}
