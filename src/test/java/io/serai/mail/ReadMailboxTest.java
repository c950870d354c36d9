package io.serai.mail;

import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.connector.Poll;
import io.serai.network.AllowedNetworks;
import io.serai.testing.Mailroom;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** TRUST.md, R9: a message that cannot be fetched holds up nothing for good. */
class ReadMailboxTest {

    @Test
    void aMessageAtWhichTheConnectionBreaksAgainAndAgainIsPassedOver() throws IOException {
        try (Mailroom room = Mailroom.inClear(); CuttingProxy proxy = new CuttingProxy(room.imapPort(), "POISON")) {
            room.deliver(message("p1@example.com", "ann@example.com", "Before", "words"));
            room.deliver(message("p2@example.com", "ann@example.com", "Bad", "POISON"));
            room.deliver(message("p3@example.com", "ann@example.com", "Behind", "words"));
            ReadMailbox mailbox = new ReadMailbox(sessions(), null, new MailSettings(false, "", 25, 5), new ObjectMapper(), Clock.systemUTC());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> read(mailbox, proxy.port())).isInstanceOf(MailFailedException.class).hasMessageContaining("imap://127.0.0.1:" + proxy.port());
            }

            MailPage page = read(mailbox, proxy.port());

            assertThat(page.entries()).hasSize(3);
            assertThat(page.entries().get(0).message().messageId()).isEqualTo("p1@example.com");
            assertThat(page.entries().get(1).unreadable()).isEqualTo("no message that can be fetched, the connection broke at it 3 times");
            assertThat(page.entries().get(2).message().messageId()).isEqualTo("p3@example.com");
            assertThat(page.reached()).isEqualTo(page.entries().get(2).uid());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        try (Mailroom room = Mailroom.inClear()) {
            ReadMailbox mailbox = new ReadMailbox(sessions(), null, new MailSettings(false, "", 25, 5), new ObjectMapper(), Clock.systemUTC());
            assertThatThrownBy(() -> mailbox.read(poll(), "imap://127.0.0.1:" + room.imapPort(), 5_000, "Nowhere", "keep", "")).isInstanceOf(MailFailedException.class)
                .hasMessageContaining("there is no folder 'Nowhere'");
        }
    }

    private static MailPage read(ReadMailbox mailbox, int port) {
        return mailbox.read(poll(), "imap://127.0.0.1:" + port, 5_000, "INBOX", "keep", "");
    }

    private static Poll poll() {
        Instant since = Instant.now().minus(Duration.ofDays(1));
        return new Poll("email", since, "null", 0, since, true, false);
    }

    private static MailSessions sessions() {
        return new MailSessions(Mailroom.logins(), new AllowedNetworks(List.of("127.0.0.0/8")), new MailSettings(false, "", 25, 5), new DefaultSslBundleRegistry());
    }

    /** Passes on what is said to a server and what it says, until it says a word. */
    private static final class CuttingProxy implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final String word;

        CuttingProxy(int port, String word) throws IOException {
            this.word = word;
            threads.submit(() -> {
                while (!socket.isClosed()) {
                    Socket client = socket.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    threads.submit(() -> pass(client, server, false));
                    threads.submit(() -> pass(server, client, true));
                }
                return null;
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        private Void pass(Socket from, Socket to, boolean watched) throws IOException {
            try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                byte[] chunk = new byte[8_192];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    if (watched && new String(chunk, 0, n, StandardCharsets.ISO_8859_1).contains(word)) {
                        return null;
                    }
                    out.write(chunk, 0, n);
                    out.flush();
                }
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            threads.shutdownNow();
        }
    }
}
