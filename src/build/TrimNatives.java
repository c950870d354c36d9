import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Takes native code that will not run out of the libraries of a Spring Boot jar: that of other platforms, unless all are
 * asked for, and debug symbols always. Run by the build: {@code java TrimNatives.java target/serai.jar (current|all)}.
 * Doing it twice changes nothing. A native file whose folder names no platform stays.
 */
public final class TrimNatives {

    private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so|dll|dylib|jnilib|a)");
    private static final Pattern SYMBOLS = Pattern.compile("(?i).*(\\.pdb|\\.dSYM/.*)");
    private static final Map<String, Set<String>> SYSTEMS = Map.of(
        "linux", Set.of("linux"),
        "mac", Set.of("mac", "osx", "darwin"),
        "windows", Set.of("win", "win32", "windows"));
    private static final Set<String> OTHER_SYSTEMS = Set.of("aix", "freebsd", "openbsd", "sunos", "android");

    private final boolean all;
    private final Set<String> system;
    private final String processor;
    private final Map<String, Long> removed = new TreeMap<>();

    private TrimNatives(boolean all) {
        this.all = all;
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        this.system = SYSTEMS.entrySet().stream().filter(entry -> name.startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst()
            .orElseThrow(() -> new IllegalStateException("what native code " + name + " uses is not known here; build with -Dserai.platforms=all"));
        this.processor = processors(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
    }

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        TrimNatives trim = new TrimNatives(arguments[1].equals("all"));
        long before = Files.size(jar);
        Path draft = jar.resolveSibling(jar.getFileName() + ".trimmed");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(jar));
             OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
            trim.copy(in, out, "");
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
        trim.removed.forEach((library, bytes) -> System.out.printf("%s: %.1f MB of native code taken out%n", library, bytes / 1e6));
        System.out.printf("%s: %.1f MB, was %.1f MB%n", jar.getFileName(), Files.size(jar) / 1e6, before / 1e6);
    }

    private void copy(InputStream in, OutputStream out, String library) throws IOException {
        // not closed: that would close what is around it
        ZipInputStream from = new ZipInputStream(in);
        ZipOutputStream to = new ZipOutputStream(out);
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
            byte[] bytes = from.readAllBytes();
            if (!library.isEmpty() && idle(entry.getName())) {
                removed.merge(library, (long) bytes.length, Long::sum);
                continue;
            }
            if (library.isEmpty() && entry.getName().endsWith(".jar")) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                bytes = holdsIdle(bytes) ? trimmed(bytes, name) : bytes;
            }
            to.putNextEntry(like(entry, bytes));
            to.write(bytes);
            to.closeEntry();
        }
        to.finish();
        to.flush();
    }

    private byte[] trimmed(byte[] jar, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(jar.length);
        copy(new ByteArrayInputStream(jar), out, name);
        return out.toByteArray();
    }

    private boolean holdsIdle(byte[] jar) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (idle(entry.getName())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Spring Boot's loader reads nested jars in place, so what was stored stays stored. */
    private static ZipEntry like(ZipEntry entry, byte[] bytes) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        copy.setMethod(entry.getMethod());
        if (entry.getMethod() == ZipEntry.STORED) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            copy.setSize(bytes.length);
            copy.setCompressedSize(bytes.length);
            copy.setCrc(sum.getValue());
        }
        return copy;
    }

    private boolean idle(String path) {
        if (SYMBOLS.matcher(path).matches()) {
            return true;
        }
        if (all || !NATIVE.matcher(path).matches()) {
            return false;
        }
        int name = path.lastIndexOf('/');
        List<String> words = Arrays.stream(processors(path.substring(0, Math.max(0, name)).toLowerCase(Locale.ROOT)).split("[/_-]")).toList();
        Set<String> known = SYSTEMS.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (words.stream().anyMatch(OTHER_SYSTEMS::contains)) {
            return true;
        }
        return words.stream().anyMatch(known::contains) && !(words.stream().anyMatch(system::contains) && words.contains(processor));
    }

    /** The many names of the two processors, each as one word. */
    private static String processors(String text) {
        return text.replaceAll("x86[-_]64|amd64|\\bx64\\b", "x8664").replaceAll("aarch64|arm64|arm_64", "arm8664");
    }
}
