package io.serai.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A body that is read while it comes, up to a limit of bytes and until a deadline; then whoever waits for more gets an exception. For one reader. */
final class LimitedStream extends FilterInputStream {

    private final int limit;
    private volatile boolean late;
    private int left;

    LimitedStream(InputStream body, int limit, Duration time) {
        super(body);
        this.limit = limit;
        this.left = limit;
        CompletableFuture.delayedExecutor(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).execute(this::expire);
    }

    /** Closing the JDK's stream wakes its reader. */
    private void expire() {
        late = true;
        try {
            super.close();
        } catch (IOException e) {
            throw new IllegalStateException("a late answer could not be given up", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read;
        try {
            read = super.read(bytes, from, length);
        } catch (IOException e) {
            throw late ? timeout() : e;
        }
        if (read < 0 && late) {
            throw timeout();
        }
        left -= Math.max(0, read);
        if (left < 0) {
            close();
            throw new ResponseTooLargeException(limit);
        }
        return read;
    }

    private static HttpTimeoutException timeout() {
        return new HttpTimeoutException("no whole answer within the time for one");
    }
}
