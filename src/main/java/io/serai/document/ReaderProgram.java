package io.serai.document;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import org.slf4j.LoggerFactory;

/**
 * The program of a reader: reads the files that the hub names, one after the other, in a process that may be killed at any time. It has no
 * network, no environment but a path, and ends when the hub does. Started by {@link ReaderProcess}.
 */
final class ReaderProgram {

    private static final int REQUEST = 1 << 20;
    private static final long PROGRESS_NANOS = 200_000_000L;
    private static final Set<String> LOCAL = Set.of("file", "jar", "jrt", "nested", "data");

    private ReaderProgram() {
    }

    /** @param args the folder for its files, then the limits */
    public static void main(String... args) throws Exception {
        DataOutputStream out = new DataOutputStream(System.out);
        // whatever a library prints must not get between the words of the wire
        System.setOut(System.err);
        // nobody reads what parsers log
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        stayOffline();
        Path work = Path.of(args[0]);
        DocumentLimits limits = DocumentLimits.of(Arrays.asList(args).subList(1, args.length));
        SynchronousQueue<List<String>> requests = new SynchronousQueue<>();
        Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "hub");
            thread.setDaemon(true);
            return thread;
        }).execute(() -> listen(new DataInputStream(System.in), requests));
        ReaderWire.write(out, ReaderWire.READY, List.of());
        while (true) {
            List<String> request = requests.take();
            read(Path.of(request.get(0)), request.get(1), work, limits, out);
        }
    }

    /** Ends this process with the hub, whatever is being read. */
    private static void listen(DataInputStream in, SynchronousQueue<List<String>> requests) {
        try {
            while (true) {
                requests.put(ReaderWire.read(in, REQUEST));
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void read(Path file, String name, Path work, DocumentLimits limits, DataOutputStream out) throws IOException {
        Path own = Files.createTempDirectory(work, "document");
        try {
            long[] last = {0};
            new ReadFile(limits, own, words -> {
                if (System.nanoTime() - last[0] > PROGRESS_NANOS) {
                    say(out, ReaderWire.PROGRESS, List.of(words));
                    last[0] = System.nanoTime();
                }
            }, scan -> say(out, ReaderWire.SCAN, List.of(scan)), part -> say(out, ReaderWire.PART, ReaderWire.texts(part)), left -> say(out, ReaderWire.LEFT, left)).read(file, name);
            WorkFolder.remove(own);
            ReaderWire.write(out, ReaderWire.END, List.of());
        } catch (RefusedDocumentException e) {
            WorkFolder.remove(own);
            ReaderWire.write(out, ReaderWire.REFUSED, List.of(e.getMessage()));
        } catch (StackOverflowError e) {
            WorkFolder.remove(own);
            ReaderWire.write(out, ReaderWire.REFUSED, List.of("'" + UnpackZip.label(name) + "' is nested too deeply: not read"));
        }
    }

    private static void say(DataOutputStream out, byte kind, List<String> texts) {
        try {
            ReaderWire.write(out, kind, texts);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // there is no hub any more
        }
    }

    /** No parser that is used here needs the network; this sees to it that none that is made to want it gets it. */
    private static void stayOffline() {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw new IllegalStateException("a reader of documents has no network");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException problem) {
                throw new IllegalStateException("a reader of documents has no network");
            }
        });
        URL.setURLStreamHandlerFactory(protocol -> {
            if (LOCAL.contains(protocol)) {
                return null;
            }
            throw new IllegalStateException("a reader of documents has no network, and no " + protocol);
        });
    }
}
