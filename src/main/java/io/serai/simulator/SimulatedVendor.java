package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A vendor's system on a free port of this machine. It checks credentials, keeps its records in memory, goes wrong when it is told to, and
 * remembers the calls that arrived. All that happens to its state happens with it locked.
 */
public abstract class SimulatedVendor implements AutoCloseable {

    /** How long it asks to be left alone when there were too many calls, where it says so at all. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int REMEMBERED = 2_000;

    protected final ObjectMapper json = new ObjectMapper();
    private final String secret = UUID.randomUUID().toString();
    private final Faults faults = new Faults();
    private final Deque<Call> calls = new ArrayDeque<>();
    private final LoopbackServer server;
    /** Those that its calls bear, where they do. */
    protected final Tokens tokens;
    private final Clock clock;
    private long counted;
    private boolean revoked;
    private Duration skew = Duration.ZERO;
    private Function<Call, Runnable> watcher = call -> () -> { };
    private Predicate<Call> forbidden = call -> false;

    protected SimulatedVendor(Clock clock) {
        this(clock, Duration.ofHours(1));
    }

    /** @param tokenLife how long a token of this system is good */
    protected SimulatedVendor(Clock clock, Duration tokenLife) {
        this.clock = clock;
        this.tokens = new Tokens(clock, tokenLife);
        this.server = new LoopbackServer("simulated-" + getClass().getSimpleName(), this::handle);
    }

    /** Name of the shipped file in {@code connector-configs/} that connects it. */
    public abstract String connector();

    /** What sets it apart from others of the same connector, {@code [a-z0-9-]*}; empty for what the file connects by default. */
    public String variant() {
        return "";
    }

    /** The environment variables with which that file connects it, without the poll's period. */
    public abstract Map<String, String> environment();

    public abstract Set<Capability> capabilities();

    /** Most records that the shipped kamelet can be told to fetch with one call in a test; the number it fetches if it cannot be told. */
    public int pageSize() {
        return 10;
    }

    /** @return the id under which the hub knows the new record */
    public abstract String open(Report report, Instant at);

    /** Somebody takes it on: its status changes, not to its end. */
    public void change(String id, Instant at) {
        status(id, "In Progress", at);
    }

    /** It is resolved, or over. */
    public void resolve(String id, Instant at) {
        status(id, "Resolved", at);
    }

    /** The status becomes this; for systems whose records have one that is a word. */
    protected void status(String id, String status, Instant at) {
        throw new UnsupportedOperationException(connector() + " keeps no such status");
    }

    /** Notes on a record as people there read them, oldest first; those of all records if the system keeps them apart from records. */
    public abstract List<String> notes(String id);

    /** The status in the vendor's own word. */
    public abstract String status(String id);

    /** All records and notes are gone; ids are not used again. */
    public abstract void clear();

    /** What the vendor sends when this happens to a record that it does not keep; {@code revision} counts what happened to it. */
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        throw new UnsupportedOperationException(connector() + " sends no webhooks");
    }

    /** A webhook with the header that the connector's file takes for proof. */
    protected Webhook webhook(JsonNode body) {
        return new Webhook(Map.of("Content-Type", "application/json", "X-Serai-Secret", secret()), body.toString());
    }

    /** The credentials are right. */
    protected abstract boolean authorised(Call call);

    /** The answer to wrong credentials. */
    protected abstract Answer unauthorised(Call call);

    /** The answer to right credentials that may not do this. */
    protected Answer forbidden(Call call) {
        Answer refused = unauthorised(call);
        return refused.status() == 401 ? new Answer(403, refused.headers(), refused.body()) : refused;
    }

    /** The answer to too many calls: that of a web server before the system, which does not say how long to wait, if the system itself counts none. */
    protected Answer tooMany() {
        return Answer.html(429, "429 Too Many Requests");
    }

    /** How long {@link #tooMany()} asks to be left alone; absent if it does not say. */
    public Optional<Duration> asksToWait() {
        return tooMany().headers().containsKey("Retry-After") || tooMany().headers().containsKey("X-RateLimit-Reset") ? Optional.of(PAUSE) : Optional.empty();
    }

    /** True if the call writes a note or sets a status. */
    public abstract boolean writes(Call call);

    /** True if the call needs no credentials. */
    protected boolean free(Call call) {
        return false;
    }

    /** Called with this object locked. */
    protected abstract Answer answer(Call call) throws JsonProcessingException;

    /** Makes all tokens worthless that were given out. */
    public void expireTokens() {
        tokens.expire();
    }

    /** How many tokens were given out. */
    public long tokensIssued() {
        return tokens.issued();
    }

    /** Credentials are wrong from now on, or right again. */
    public synchronized void revoke(boolean wrong) {
        revoked = wrong;
    }

    /** From now on the credentials may not make these calls; they may make the others. */
    public synchronized void forbid(Predicate<Call> which) {
        forbidden = which;
    }

    /** Its clock goes so much before ours. */
    public synchronized void skew(Duration ahead) {
        skew = ahead;
    }

    /** The time there. */
    public synchronized Instant now() {
        return clock.instant().plus(skew);
    }

    public String open(Report report) {
        return open(report, now());
    }

    public Faults faults() {
        return faults;
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The connector's name where it stands beside others of the same file. */
    public String name() {
        return variant().isEmpty() ? connector() : connector() + "-" + variant();
    }

    public boolean can(Capability capability) {
        return capabilities().contains(capability);
    }

    /** A secret of this simulator, made up at its start. */
    protected String secret() {
        return secret;
    }

    /** The newest calls that arrived, with those that went wrong, oldest first. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls arrived, with those that went wrong. */
    public synchronized long counted() {
        return counted;
    }

    /** Something happens there after each call of that kind was answered, until the next one is told. */
    public synchronized void after(Predicate<Call> which, Runnable then) {
        watcher = call -> which.test(call) ? then : () -> { };
    }

    /** True if this call fetches records. */
    public abstract boolean fetches(Call call);

    protected JsonNode read(String text) throws JsonProcessingException {
        return json.readTree(text);
    }

    private boolean handle(Call call, OutputStream out) throws IOException, InterruptedException {
        remember(call);
        SendAnswer send = new SendAnswer(out, now(), faults);
        Optional<Fault> fault = faults.of(call);
        if (fault.isEmpty()) {
            return send.whole(served(call));
        }
        return fault.get() == Fault.TOO_MANY_CALLS ? send.whole(tooMany()) : send.faulty(fault.get(), () -> served(call));
    }

    private synchronized void remember(Call call) {
        counted++;
        calls.add(call);
        if (calls.size() > REMEMBERED) {
            calls.remove();
        }
    }

    private synchronized Answer served(Call call) {
        if (!free(call) && (revoked || !authorised(call))) {
            return unauthorised(call);
        }
        if (forbidden.test(call)) {
            return forbidden(call);
        }
        try {
            Answer answer = answer(call);
            watcher.apply(call).run();
            return answer;
        } catch (JsonProcessingException e) {
            return Answer.html(400, "Bad Request");
        }
    }

    @Override
    public void close() {
        faults.calm();
        server.close();
    }
}
