package io.serai.remediation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** An answer that is read up to a limit, and no further. */
class LimitedEntity extends HttpEntityWrapper {

    private final int limit;
    private final Runnable closed;

    /** @param closed called when the answer has been read or given up */
    LimitedEntity(HttpEntity entity, int limit, Runnable closed) {
        super(entity);
        this.limit = limit;
        this.closed = closed;
    }

    @Override
    public InputStream getContent() throws IOException {
        InputStream content = super.getContent();
        return content == null ? null : new Limited(content);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        closed.run();
        super.close();
    }

    private final class Limited extends FilterInputStream {

        private int count;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) {
                counted(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                counted(read);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            closed.run();
            super.close();
        }

        private void counted(int more) throws IOException {
            count += more;
            if (count > limit) {
                throw new IOException("the endpoint's answer is larger than " + limit + " bytes");
            }
        }
    }
}
