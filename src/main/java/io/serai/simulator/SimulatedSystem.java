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
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A system on a free port of this machine. It checks credentials, keeps what it holds in memory, goes wrong when it is told to, and remembers the calls
 * that arrived. All that happens to its state happens with it locked.
 */
public abstract class SimulatedSystem implements AutoCloseable {

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

    protected SimulatedSystem(Clock clock) {
        this(clock, Duration.ofHours(1));
    }

    /** @param tokenLife how long a token of this system is good */
    protected SimulatedSystem(Clock clock, Duration tokenLife) {
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

    /** All that it holds is gone; ids are not used again. */
    public abstract void clear();

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

    /** True if the call needs no credentials. */
    protected boolean free(Call call) {
        return false;
    }

    /** True if the call's Authorization is a token that is still good, behind that prefix. */
    protected final boolean bearsToken(Call call, String prefix) {
        String authorization = call.header("Authorization");
        return authorization.startsWith(prefix) && tokens.valid(authorization.substring(prefix.length()));
    }

    /** Called before a call is judged, with nothing locked. */
    protected void before(Call call) throws InterruptedException {
        // most answer at once
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

    protected JsonNode read(String text) throws JsonProcessingException {
        return json.readTree(text);
    }

    private boolean handle(Call call, OutputStream out) throws IOException, InterruptedException {
        remember(call);
        before(call);
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
