package io.serai.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An SMTP server on a free port of this machine that refuses in the place it is told to. */
final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** Answers to commands that begin with the first word. */
    private volatile String command = "";
    private volatile String answer = "";

    ScriptedSmtp() throws IOException {
        threads.submit(() -> {
            while (!socket.isClosed()) {
                Socket accepted = socket.accept();
                threads.submit(() -> {
                    serve(accepted);
                    return null;
                });
            }
            return null;
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    void answer(String command, String answer) {
        this.command = command;
        this.answer = answer;
    }

    private void serve(Socket accepted) throws IOException {
        try (accepted; BufferedReader in = new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = accepted.getOutputStream();
            say(out, "220 ready");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data && !line.equals(".")) {
                    continue;
                }
                String said = data ? "." : line;
                commands.add(said);
                if (!command.isEmpty() && said.startsWith(command)) {
                    if (answer.isEmpty()) {
                        return;
                    }
                    say(out, answer);
                } else if (said.startsWith("EHLO")) {
                    say(out, "250-here\r\n250 AUTH PLAIN LOGIN");
                } else if (said.startsWith("AUTH")) {
                    say(out, "235 welcome");
                } else if (said.startsWith("DATA")) {
                    say(out, "354 go on");
                    data = true;
                    continue;
                } else {
                    say(out, said.startsWith("QUIT") ? "221 bye" : "250 fine");
                }
                data = false;
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
