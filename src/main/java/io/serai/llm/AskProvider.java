package io.serai.llm;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.openai.OpenAIHeaders;
import io.serai.openai.ResponseTooLargeException;
import io.serai.work.Correlation;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes one call of one provider, through its route, reads its answer and writes it all down. A call that is given up is left to its own deadline: cutting it off would count against a provider
 * that was only asked late. At most ten calls of a provider are under way at once; counted here, since a breaker's own bulkhead would take a call turned
 * away for a failure. Safe for concurrent use.
 */
@Component
class AskProvider implements DisposableBean {

    private static final int CALLS = 10;
    private static final String BREAKER = "breaker-open";

    private final ProducerTemplate template;
    private final LlmRoutes routes;
    private final ProviderPauses pauses;
    private final CallLedger ledger;
    private final MeterRegistry meters;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final ExecutorService calls = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "llm-call");
        thread.setDaemon(true);
        return thread;
    });

    AskProvider(ProducerTemplate template, LlmRoutes routes, ProviderPauses pauses, CallLedger ledger, MeterRegistry meters) {
        this.template = template;
        this.routes = routes;
        this.pauses = pauses;
        this.ledger = ledger;
        this.meters = meters;
    }

    /**
     * @param left how long the caller can wait
     * @throws UnusableAnswerException if there is no answer, or none that can be used, or the provider was not asked
     */
    <T> T ask(LlmProperties.Provider provider, Question question, Models.Reading<T> reading, Duration left) throws UnusableAnswerException {
        if (pauses.paused(provider.name())) {
            throw new UnusableAnswerException("retry-after");
        }
        Semaphore place = places.computeIfAbsent(provider.name(), this::counted);
        if (!place.tryAcquire()) {
            throw new UnusableAnswerException("busy");
        }
        String correlation = Correlation.current().orElse(null);
        Future<T> call = submit(place, () -> {
            CallLedger.Entry entry = ledger.begin(provider, question);
            Exchange[] answered = new Exchange[1];
            Correlation.with(correlation, () -> answered[0] = template.request("direct:" + routes.routeId(provider, question.purpose()),
                exchange -> exchange.getMessage().setBody(question.text())));
            return read(entry, answered[0], reading);
        });
        try {
            return call.get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnusableAnswerException("deadline");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusableAnswerException unusable) {
                throw unusable;
            }
            throw new IllegalStateException("a model could not be asked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was asked", e);
        }
    }

    private <T> Future<T> submit(Semaphore place, Callable<T> call) {
        try {
            return calls.submit(() -> {
                try {
                    return call.call();
                } finally {
                    place.release();
                }
            });
        } catch (RejectedExecutionException e) {
            place.release();
            throw e;
        }
    }

    private <T> T read(CallLedger.Entry entry, Exchange answered, Models.Reading<T> reading) throws UnusableAnswerException {
        LlmProperties.Provider provider = entry.provider();
        if (answered.getException() != null) {
            heed(provider, answered.getException());
            String reason = reason(answered.getException());
            if (reason.equals(BREAKER)) {
                ledger.forget(entry);
            } else {
                ledger.end(entry, null, reason);
            }
            throw new UnusableAnswerException(reason);
        }
        Reply reply = reply(answered.getMessage());
        try {
            T read = reading.read(reply.whole(), provider.name(), reply.model(provider.model()));
            ledger.end(entry, reply, LlmCall.ANSWERED);
            return read;
        } catch (UnusableAnswerException e) {
            ledger.end(entry, reply, e.reason());
            throw e;
        } catch (RuntimeException e) {
            ledger.end(entry, reply, "error");
            throw e;
        }
    }

    private Semaphore counted(String provider) {
        Semaphore place = new Semaphore(CALLS);
        Gauge.builder("serai.llm.underway", place, free -> CALLS - free.availablePermits()).tag("provider", provider)
            .description("Calls that wait for their answer, at most " + CALLS).register(meters);
        return place;
    }

    /** In the call's own thread: an answer that comes after the caller has gone is heeded too. */
    private void heed(LlmProperties.Provider provider, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException answered) {
                pauses.heed(provider.name(), answered);
            }
        }
    }

    private static Reply reply(Message out) {
        return new Reply(out.getBody(String.class), out.getHeader(OpenAIHeaders.RESPONSE_MODEL, String.class),
            out.getHeader(OpenAIHeaders.FINISH_REASON, "stop", String.class), out.getHeader(OpenAIHeaders.REFUSAL, String.class),
            out.getHeader(OpenAIHeaders.PROMPT_TOKENS, Long.class), out.getHeader(OpenAIHeaders.COMPLETION_TOKENS, Long.class));
    }

    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException) {
                return BREAKER;
            } else if (cause instanceof ResponseTooLargeException) {
                return "too-large";
            } else if (cause instanceof HttpTimeoutException) {
                return "timeout";
            } else if (cause instanceof SSLException) {
                return "tls";
            } else if (cause instanceof OpenAIServiceException answered) {
                return "http-" + answered.statusCode();
            } else if (cause instanceof OpenAIInvalidDataException) {
                return "bad-response";
            } else if (cause instanceof EntraToken.TokenRefusedException) {
                return "token";
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

    /**
     * What a provider answered.
     *
     * @param text      the answer, empty where the model gave none
     * @param model     which model it says it is, or {@code null}
     * @param end       why it ended ({@code stop}, {@code length}, {@code content_filter}, …)
     * @param refusal   the model's words where it refused, or {@code null}
     * @param tokensIn  read by the model, or {@code null} if the provider does not tell
     * @param tokensOut generated, or {@code null}
     */
    record Reply(String text, String model, String end, String refusal, Long tokensIn, Long tokensOut) {

        /** How the route tells that the provider answered 400. */
        private static final String REJECTED = "rejected";

        /** @throws UnusableAnswerException if the model refused, was cut off or was stopped */
        String whole() throws UnusableAnswerException {
            if (refusal != null && !refusal.isBlank()) {
                throw new UnusableAnswerException("refused");
            }
            switch (end) {
                case "stop" -> {
                    return text;
                }
                case "content_filter" -> throw new UnusableAnswerException("filtered");
                case "length" -> throw new UnusableAnswerException("cut-off");
                case REJECTED -> throw new UnusableAnswerException("http-400");
                default -> throw new UnusableAnswerException("unfinished");
            }
        }

        /** The model it names, if that is a name; else the one that was asked for. */
        String model(String asked) {
            return model != null && model.matches("[\\w.:/@+-]{1,100}") ? model : asked;
        }
    }
}
